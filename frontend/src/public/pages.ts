import type { ComponentType } from 'react';
import type { Here } from './router.ts';

export type PageProps = { here: Here; parts: readonly string[] };
export type Page = ComponentType<PageProps>;

type Route = { pattern: RegExp; load: () => Promise<{ Page: Page }> };

/** Each page is a chunk of its own: nobody loads what they don't look at. */
export const routes: readonly Route[] = [];

export function routeOf(path: string): { route: Route; parts: readonly string[] } | undefined {
  for (const route of routes) {
    const match = route.pattern.exec(path);
    if (match) return { route, parts: match.slice(1) };
  }
  return undefined;
}
