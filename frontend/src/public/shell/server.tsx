import { render } from 'preact-render-to-string';
import { head } from '../../ui/head.ts';
import { routeOf, routes } from '../pages.ts';
import { App } from './App.tsx';
import { parts, rendered } from './lazy.ts';
import { clearCache, fillCache, requested } from './read.ts';
import { hereOf, type Query } from './router.ts';

/**
 * The same pages on the server, which runs this file in an engine that has nothing but JavaScript:
 * no network, no clock of a page, no document. A page is rendered with the answers that are known;
 * what it asks comes back as `queries`; what of it was not known is read, and the page is rendered again.
 */
type PageRequest = { path: string; search: string; answers: Parameters<typeof fillCache>[0] };

/** The parameters of an address, as `URLSearchParams` gives them. */
function queryOf(search: string): Query {
  const decoded = (text: string) => decodeURIComponent(text.replace(/\+/g, ' '));
  const pairs = search
    .replace(/^\?/, '')
    .split('&')
    .map((part) => {
      const [name = '', ...value] = part.split('=');
      return [decoded(name), decoded(value.join('='))] as const;
    });
  const getAll = (name: string) => pairs.filter((pair) => pair[0] === name).map((pair) => pair[1]);
  return { get: (name) => getAll(name)[0] ?? null, getAll };
}

function page(text: string): string {
  const { path, search, answers }: PageRequest = JSON.parse(text);
  clearCache();
  fillCache(answers);
  rendered.clear();
  Object.assign(head, { title: '', description: '', missing: false });
  const here = hereOf(path, search, queryOf(search));
  const html = render(<App first={here} />);
  const route = routeOf(here.path)?.route;
  return JSON.stringify({
    html,
    queries: [...requested],
    files: [...(route ? [route.name] : []), ...rendered],
    parts: [...rendered],
    ...head,
    missing: head.missing || !route,
  });
}

/** Loads the code of all pages and parts; afterwards pages can be rendered at once. */
async function ready(): Promise<void> {
  await Promise.all(routes.map((route) => route.load()));
  // A part may have parts of its own, which are known once its code is there.
  for (let before = -1; before < parts.size; ) {
    before = parts.size;
    await Promise.all([...parts.values()].map((part) => part.it ?? part.load()));
  }
}

Object.assign(globalThis, { page, ready });
