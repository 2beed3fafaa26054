import type { ComponentType } from 'react';
import type { Here } from './shell/router.ts';

export type PageProps = { here: Here; parts: readonly (string | undefined)[] };
export type Page = ComponentType<PageProps>;

type Route = {
  pattern: RegExp;
  /** Its file below `src/public`; only the server's build knows it. */
  name: string;
  load: () => Promise<{ Page: Page }>;
  /** The page, once its code is there. */
  page?: Page;
};

function route(pattern: string, file: () => Promise<{ Page: Page }>, name = ''): Route {
  const made: Route = {
    pattern: new RegExp(`^/${pattern}$`),
    name,
    load: async () => {
      const found = await file();
      made.page = found.Page;
      return found;
    },
  };
  return made;
}

/** Each page is a chunk of its own: nobody loads what they don't look at. */
export const routes: readonly Route[] = [
  route('', () => import('./home/HomePage.tsx')),
  route('unit', () => import('./units/UnitsPage.tsx')),
  route('unit/([^/]+)', () => import('./unit/UnitPage.tsx')),
  route('transparansi', () => import('./transparency/TransparencyPage.tsx')),
  route('transparansi/rekap', () => import('./recap/RecapPage.tsx')),
  route('transparansi/rincian', () => import('./recap/RecapRowsPage.tsx')),
  route('transparansi/kiriman', () => import('./recap/DeliveryRowsPage.tsx')),
  route('transparansi/sampel(?:/([^/]+))?', () => import('./sample/SamplesPage.tsx')),
  route('transparansi/segel', () => import('./sample/SealsPage.tsx')),
  route('organisasi', () => import('./organisations/OrganisationsPage.tsx')),
  route('organisasi/([^/]+)', () => import('./organisations/OrganisationPage.tsx')),
  route('unit/([^/]+)/usulan', () => import('./report/ProposePage.tsx')),
  route('lapor', () => import('./report/ReportPage.tsx')),
  route('lapor/([^/]+)', () => import('./report/SubmissionPage.tsx')),
  route('beri', () => import('./give/GivePage.tsx')),
  route('beri/kirim', () => import('./give/SendPage.tsx')),
  route('lacak(?:/([^/]+))?', () => import('./track/TrackPage.tsx')),
  route('cek', () => import('./check/CheckPage.tsx')),
  route('cara-kerja', () => import('./how/HowPage.tsx')),
  route('masuk', () => import('./sign-in/SignInPage.tsx')),
  route('daftar', () => import('./apply/ApplyPage.tsx')),
];

export function routeOf(path: string): { route: Route; parts: PageProps['parts'] } | undefined {
  for (const route of routes) {
    const match = route.pattern.exec(path);
    if (match) return { route, parts: match.slice(1) };
  }
  return undefined;
}
