import { fileURLToPath } from 'node:url';

/** The two doors of the SPA. */
export type Door = 'public' | 'office';

/** A build: a door, for the public one in one of the languages. */
export type Build = {
  door: Door;
  /** The only language in it; undefined where readers switch at run time. */
  lang: 'id' | 'en' | undefined;
  /** Where it begins: an HTML page, or the file that the server runs. */
  page: string;
  /** Whether it is the public pages as the server runs them: one file, kept from visitors. */
  server: boolean;
  target: string[];
  alias: { find: string | RegExp; replacement: string }[];
  /** What pages share, in few chunks: more would compress worse and cost a request each. */
  shared: { name: string; test: RegExp; priority: number }[];
  /** Budgets in bytes of gzip: all JavaScript of a first visit, then what a further page adds. */
  firstVisit: number;
  furtherPage: number;
};

const source = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url));

const publicDoor = {
  door: 'public',
  // Android 7 phones stop at about this browser.
  target: ['chrome70', 'safari12', 'firefox68'],
  alias: [
    { find: /^react\/jsx(-dev)?-runtime$/, replacement: 'preact/jsx-runtime' },
    { find: /^react-dom\/client$/, replacement: source('public/react_dom.ts') },
    { find: /^react$/, replacement: source('public/react.ts') },
  ],
  shared: [
    {
      name: 'frame',
      test: /preact|\/src\/(words\/(glossary|lang|sides)|brand|format\/numbers|ui\/(head|names|Shell|Button|States|LadderBar|preferences)|public\/(read|address|router|units|programme))/,
      priority: 2,
    },
    {
      name: 'forms',
      test: /\/src\/(ui\/(Field|Chip)|public\/place)/,
      priority: 1,
    },
    {
      name: 'tables',
      test: /\/src\/ui\/Table/,
      priority: 1,
    },
  ],
  firstVisit: 20_000,
  furtherPage: 6_000,
} as const;

/** The engine of the server reads a current JavaScript. */
const serverDoor = {
  ...publicDoor,
  page: 'src/public/server.tsx',
  server: true,
  target: ['es2022'],
  shared: [],
} as const;

/** Parts whose code no first visit waits for: it comes once the page is at rest, or when asked for. */
export const afterwards = /\/parts\/(AreaMap|DetailMap|charts\/)/;

export const builds = {
  public: { ...publicDoor, lang: 'id', page: 'index.html', server: false },
  'public-en': { ...publicDoor, lang: 'en', page: 'en.html', server: false },
  server: { ...serverDoor, lang: 'id' },
  'server-en': { ...serverDoor, lang: 'en' },
  office: {
    door: 'office',
    lang: undefined,
    page: 'kantor.html',
    server: false,
    target: ['chrome107', 'safari16', 'firefox104'],
    alias: [],
    shared: [],
    firstVisit: 220_000,
    furtherPage: 40_000,
  },
} as const satisfies Record<string, unknown>;

export type BuildName = keyof typeof builds;

export function buildOf(name: string): Build {
  const found = name in builds ? builds[name as BuildName] : builds.public;
  return {
    ...found,
    target: [...found.target],
    alias: [...found.alias],
    shared: [...found.shared],
  };
}
