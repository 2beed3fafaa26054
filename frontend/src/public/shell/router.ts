import { useEffect, useState } from 'react';
import { followLinks } from '../../ui/links.ts';
import { base } from './address.ts';

/** Parameters of an address; what is needed of them is what the server has too. */
export type Query = Pick<URLSearchParams, 'get' | 'getAll'>;

/** Where one is: the path without the language's part. */
export type Here = { path: string; query: Query; search: string };

const listeners = new Set<() => void>();
const notify = () => {
  for (const listener of listeners) listener();
};

/** The place that an address names. */
export const hereOf = (path: string, search: string, query: Query): Here => ({
  path: decodeURIComponent(path.slice(base.length)).replace(/(.)\/+$/, '$1') || '/',
  query,
  search,
});

export const here = () =>
  hereOf(location.pathname, location.search, new URLSearchParams(location.search));

/** Goes to an address of the public site without loading a new page. */
export function go(href: string, how: { replace?: boolean; keepPlace?: boolean } = {}): void {
  const samePath = new URL(href, location.href).pathname === location.pathname;
  if (how.replace) history.replaceState(null, '', href);
  else history.pushState(null, '', href);
  notify();
  if (how.keepPlace || samePath) return;
  scrollTo(0, 0);
  // Readers of the screen and the keyboard continue at the new page, not at the old link.
  document.getElementById('isi')?.focus({ preventScroll: true });
}

// Everything in this language but the office, what the server makes, and files.
const isOurs = (link: URL) =>
  `${link.pathname}/`.startsWith(`${base}/`) &&
  !/^\/(kantor|auth|mail|assets|peta)(\/|$)|\.(csv|xlsx|png|svg)$/.test(link.pathname) &&
  (base !== '' || !/^\/en(\/|$)/.test(link.pathname));

export function useHere(first: Here): Here {
  const [now, setNow] = useState(first);
  useEffect(() => {
    const listener = () => setNow(here());
    listeners.add(listener);
    addEventListener('popstate', listener);
    const stop = followLinks(isOurs, go);
    return () => {
      stop();
      listeners.delete(listener);
      removeEventListener('popstate', listener);
    };
  }, []);
  return now;
}
