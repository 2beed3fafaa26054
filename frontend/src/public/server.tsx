import { render } from 'preact-render-to-string';
import { head } from '../ui/head.ts';
import { App } from './App.tsx';
import { parts, rendered } from './later.ts';
import { routeOf, routes } from './pages.ts';
import { forget, know, questions } from './read.ts';
import { hereOf, type Query } from './router.ts';

/**
 * The same pages on the server, which runs this file in an engine that has nothing but JavaScript:
 * no network, no clock of a page, no document. A page is rendered with the answers that are known;
 * what it asks comes back as `asked`; what of it was not known is read, and the page is rendered again.
 */
type Asked = { path: string; search: string; answers: Parameters<typeof know>[0] };

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
  const { path, search, answers }: Asked = JSON.parse(text);
  forget();
  know(answers);
  rendered.clear();
  Object.assign(head, { title: '', description: '', missing: false });
  const here = hereOf(path, search, queryOf(search));
  const html = render(<App first={here} />);
  const route = routeOf(here.path)?.route;
  return JSON.stringify({
    html,
    asked: [...questions],
    files: [...(route ? [route.name] : []), ...rendered],
    parts: [...rendered],
    ...head,
    missing: head.missing || !route,
  });
}

/** Loads the code of all pages and parts; afterwards pages can be rendered at once. */
async function ready(): Promise<void> {
  await Promise.all(routes.map((route) => route.load()));
  await Promise.all([...parts.values()].map((part) => part.load()));
}

Object.assign(globalThis, { page, ready });
