import { useEffect, useState } from 'react';
import { base, to } from './address.ts';

/** Where one is: the path without the language's part. */
export type Here = { path: string; query: URLSearchParams };

const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};

const here = (): Here => ({
  path: decodeURIComponent(location.pathname.slice(base.length)).replace(/(.)\/+$/, '$1') || '/',
  query: new URLSearchParams(location.search),
});

/** Goes to an address of the public door without loading a new page. */
export function go(href: string, how: { replace?: boolean; keepPlace?: boolean } = {}): void {
  const samePath = new URL(href, location.href).pathname === location.pathname;
  if (how.replace) history.replaceState(null, '', href);
  else history.pushState(null, '', href);
  tell();
  if (how.keepPlace || samePath) return;
  scrollTo(0, 0);
  // Readers of the screen and the keyboard continue at the new page, not at the old link.
  document.getElementById('isi')?.focus({ preventScroll: true });
}

const isOurs = (link: HTMLAnchorElement) =>
  link.origin === location.origin &&
  `${link.pathname}/`.startsWith(`${base}/`) &&
  !link.target &&
  !link.hasAttribute('download') &&
  link.pathname !== to.office &&
  !link.pathname.startsWith(`${to.office}/`) &&
  !/\.\w+$/.test(link.pathname);

/** One listener for the whole document: every link stays a plain link. */
function onClick(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element).closest('a');
  if (!link || !isOurs(link) || link.getAttribute('href')?.startsWith('#')) return;
  event.preventDefault();
  go(link.pathname + link.search);
}

export function useHere(): Here {
  const [now, setNow] = useState(here);
  useEffect(() => {
    const listener = () => setNow(here());
    listeners.add(listener);
    addEventListener('popstate', listener);
    document.addEventListener('click', onClick);
    return () => {
      listeners.delete(listener);
      removeEventListener('popstate', listener);
      document.removeEventListener('click', onClick);
    };
  }, []);
  return now;
}
