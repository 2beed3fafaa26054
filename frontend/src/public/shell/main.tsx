import 'virtual:tokens.css';
import '../../ui/base.css';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { routeOf } from '../pages.ts';
import { App } from './App.tsx';
import { page, parts } from './lazy.ts';
import { prefetch } from './programme.ts';
import { fillCache } from './read.ts';
import { here } from './router.ts';

/** What the server says of the page it has written. */
type Written = { answers: Parameters<typeof fillCache>[0]; parts: string[] };

async function start(place: HTMLElement): Promise<void> {
  const first = here();
  const text = document.getElementById('data')?.textContent;
  const app = <App first={first} />;
  if (!text) {
    // The server could write the frame only.
    prefetch(document.documentElement.lang);
    createRoot(place).render(app);
    return;
  }
  const written: Written = JSON.parse(text);
  fillCache(written.answers);
  // The page stands already; it is hydrated once all of its code is there.
  await routeOf(first.path)?.route.load();
  await Promise.all(written.parts.map((name) => parts.get(name)?.load()));
  page.hydrating = true;
  hydrateRoot(place, app);
  page.hydrating = false;
}

const place = document.getElementById('root');
if (place) start(place);
