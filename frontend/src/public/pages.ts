import type { ComponentType } from 'react';
import type { Here } from './router.ts';

export type PageProps = { here: Here; parts: readonly (string | undefined)[] };
export type Page = ComponentType<PageProps>;

type Route = {
  pattern: RegExp;
  /** Its file below `src/public`. */
  name: string;
  load: () => Promise<{ Page: Page }>;
  /** The page, once its code is there. */
  page: Page | undefined;
};

function route(pattern: RegExp, name: string, file: () => Promise<{ Page: Page }>): Route {
  const made: Route = {
    pattern,
    name,
    load: async () => {
      const found = await file();
      made.page = found.Page;
      return found;
    },
    page: undefined,
  };
  return made;
}

/** Each page is a chunk of its own: nobody loads what they don't look at. */
export const routes: readonly Route[] = [
  route(/^\/$/, 'pages/Home.tsx', () => import('./pages/Home.tsx')),
  route(/^\/unit$/, 'pages/Units.tsx', () => import('./pages/Units.tsx')),
  route(/^\/unit\/([^/]+)$/, 'pages/Unit.tsx', () => import('./pages/Unit.tsx')),
  route(/^\/transparansi$/, 'pages/Recap.tsx', () => import('./pages/Recap.tsx')),
  route(/^\/transparansi\/rekap$/, 'pages/Day.tsx', () => import('./pages/Day.tsx')),
  route(/^\/transparansi\/rincian$/, 'pages/Rows.tsx', () => import('./pages/Rows.tsx')),
  route(/^\/organisasi$/, 'pages/Organisations.tsx', () => import('./pages/Organisations.tsx')),
  route(
    /^\/organisasi\/([^/]+)$/,
    'pages/Organisation.tsx',
    () => import('./pages/Organisation.tsx'),
  ),
  route(/^\/unit\/([^/]+)\/usulan$/, 'pages/Propose.tsx', () => import('./pages/Propose.tsx')),
  route(/^\/lapor$/, 'pages/Tell.tsx', () => import('./pages/Tell.tsx')),
  route(/^\/lapor\/([^/]+)$/, 'pages/Told.tsx', () => import('./pages/Told.tsx')),
  route(/^\/beri$/, 'pages/Give.tsx', () => import('./pages/Give.tsx')),
  route(/^\/beri\/kirim$/, 'pages/Send.tsx', () => import('./pages/Send.tsx')),
  route(/^\/lacak(?:\/([^/]+))?$/, 'pages/Track.tsx', () => import('./pages/Track.tsx')),
  route(/^\/cek$/, 'pages/Check.tsx', () => import('./pages/Check.tsx')),
  route(/^\/cara-kerja$/, 'pages/How.tsx', () => import('./pages/How.tsx')),
  route(/^\/masuk$/, 'pages/SignIn.tsx', () => import('./pages/SignIn.tsx')),
  route(/^\/daftar$/, 'pages/Apply.tsx', () => import('./pages/Apply.tsx')),
];

export function routeOf(path: string): { route: Route; parts: PageProps['parts'] } | undefined {
  for (const route of routes) {
    const match = route.pattern.exec(path);
    if (match) return { route, parts: match.slice(1) };
  }
  return undefined;
}
