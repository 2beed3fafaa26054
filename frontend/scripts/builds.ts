import { fileURLToPath } from 'node:url';

/** The sites: what everybody sees, where one works, and what couriers carry. */
export type Site = 'public' | 'office' | 'field';

/** A build: of a site, the public one in one of the languages. */
export type Build = {
  site: Site;
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

const publicSite = {
  site: 'public',
  // Android 7 phones stop at about this browser.
  target: ['chrome70', 'safari12', 'firefox68'],
  alias: [
    { find: /^react\/jsx(-dev)?-runtime$/, replacement: 'preact/jsx-runtime' },
    { find: /^react-dom\/client$/, replacement: source('public/shell/react_dom.ts') },
    { find: /^react$/, replacement: source('public/shell/react.ts') },
  ],
  shared: [
    {
      name: 'frame',
      test: /preact|\/src\/(words\/(glossary|lang|sides)|brand|format\/numbers|ui\/(head|names|shell|Button|States|LadderBar|preferences)|public\/(shell\/(read|address|router|programme)|shared\/units))/,
      priority: 2,
    },
    {
      name: 'forms',
      test: /\/src\/(ui\/(Field|Chip)|public\/shared\/geolocation)/,
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
const publicServer = {
  ...publicSite,
  page: 'src/public/shell/server.tsx',
  server: true,
  target: ['es2022'],
  shared: [],
} as const;

/** Parts whose code no first visit waits for: it is loaded when the browser is idle, or when the reader wants it. */
export const afterwards =
  /\/(maps\/(AreaMap|DetailMap)|charts\/|public\/deliveries\/|field\/(OpenShift|ShipmentField)|shipment\/Dispatch)/;

export const builds = {
  public: { ...publicSite, lang: 'id', page: 'index.html', server: false },
  'public-en': { ...publicSite, lang: 'en', page: 'en.html', server: false },
  server: { ...publicServer, lang: 'id' },
  'server-en': { ...publicServer, lang: 'en' },
  office: {
    site: 'office',
    lang: undefined,
    page: 'kantor.html',
    server: false,
    target: ['chrome107', 'safari16', 'firefox104'],
    alias: [],
    // What nearly every page shows: one chunk compresses better than ten, and is loaded once.
    shared: [
      {
        name: 'frame',
        test: /\/src\/(ui\/(names|Button|Chip|Facts|Field|States|Table|shell\/)|words\/(glossary|lang)|format\/|office\/shared\/(History|names))/,
        priority: 1,
      },
    ],
    firstVisit: 220_000,
    furtherPage: 40_000,
  },
  // Couriers' phones: one page for old browsers, which works without a signal.
  field: {
    ...publicSite,
    site: 'field',
    lang: undefined,
    page: 'lapangan.html',
    server: false,
    shared: [],
    firstVisit: 120_000,
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
