/** The two doors of the SPA: what each is built from, for whom, and how big it may become. */
export type Door = 'public' | 'office';

type DoorSettings = {
  page: string;
  entry: string;
  target: string[];
  alias: { find: string | RegExp; replacement: string }[];
  port: number;
  /** Budgets in bytes of gzip: JavaScript of the first load, then of each further page. */
  firstLoad: number;
  furtherPage: number;
};

export const doors: Record<Door, DoorSettings> = {
  public: {
    page: 'index.html',
    entry: '/src/public/main.tsx',
    // Android 7 phones stop at about this browser.
    target: ['chrome70', 'safari12', 'firefox68'],
    alias: [
      { find: /^react\/jsx(-dev)?-runtime$/, replacement: 'preact/jsx-runtime' },
      { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
      { find: /^react(-dom)?$/, replacement: 'preact/compat' },
    ],
    port: 5173,
    firstLoad: 20_000,
    furtherPage: 8_000,
  },
  office: {
    page: 'kantor.html',
    entry: '/src/office/main.tsx',
    target: ['chrome107', 'safari16', 'firefox104'],
    alias: [],
    port: 5174,
    firstLoad: 220_000,
    furtherPage: 40_000,
  },
};
