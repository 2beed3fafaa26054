import type { ComponentType } from 'react';
import type { Here } from './router.ts';

export type PageProps = { here: Here; parts: readonly string[] };
export type Page = ComponentType<PageProps>;

type Route = { pattern: RegExp; load: () => Promise<{ Page: Page }> };

/** Each page is a chunk of its own: nobody loads what they don't look at. */
export const routes: readonly Route[] = [
  { pattern: /^\/$/, load: () => import('./pages/Home.tsx') },
  { pattern: /^\/unit$/, load: () => import('./pages/Units.tsx') },
  { pattern: /^\/unit\/([^/]+)$/, load: () => import('./pages/Unit.tsx') },
  { pattern: /^\/transparansi$/, load: () => import('./pages/Recap.tsx') },
  { pattern: /^\/transparansi\/rekap$/, load: () => import('./pages/Day.tsx') },
  { pattern: /^\/transparansi\/rincian$/, load: () => import('./pages/Rows.tsx') },
  { pattern: /^\/organisasi$/, load: () => import('./pages/Organisations.tsx') },
  { pattern: /^\/organisasi\/([^/]+)$/, load: () => import('./pages/Organisation.tsx') },
  { pattern: /^\/masuk$/, load: () => import('./pages/SignIn.tsx') },
  { pattern: /^\/daftar$/, load: () => import('./pages/Apply.tsx') },
];

export function routeOf(path: string): { route: Route; parts: readonly string[] } | undefined {
  for (const route of routes) {
    const match = route.pattern.exec(path);
    if (match) return { route, parts: match.slice(1) };
  }
  return undefined;
}
