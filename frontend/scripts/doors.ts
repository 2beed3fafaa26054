import { fileURLToPath } from 'node:url';

/** The two doors of the SPA. */
export type Door = 'public' | 'office';

/** A build: a door, for the public one in one of the languages. */
export type Build = {
  door: Door;
  /** The only language in it; undefined where readers switch at run time. */
  lang: 'id' | 'en' | undefined;
  page: string;
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
      test: /preact|\/src\/(words|brand|format\/numbers|ui\/(names|Shell|Button|States|LadderBar|preferences)|public\/(read|address|router|units|programme))/,
      priority: 2,
    },
    {
      name: 'tables',
      test: /\/src\/(ui\/Table|public\/parts\/(AreaTable|PackageTable))/,
      priority: 1,
    },
  ],
  firstVisit: 20_000,
  furtherPage: 6_000,
} as const;

export const builds = {
  public: { ...publicDoor, lang: 'id', page: 'index.html' },
  'public-en': { ...publicDoor, lang: 'en', page: 'en.html' },
  office: {
    door: 'office',
    lang: undefined,
    page: 'kantor.html',
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
