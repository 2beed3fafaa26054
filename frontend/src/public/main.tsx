import 'virtual:tokens.css';
import '../ui/base.css';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { page, parts } from './later.ts';
import { routeOf } from './pages.ts';
import { askEarly } from './programme.ts';
import { know } from './read.ts';
import { here } from './router.ts';

/** What the server says of the page it has written. */
type Written = { answers: Parameters<typeof know>[0]; parts: string[] };

async function start(place: HTMLElement): Promise<void> {
  const first = here();
  const text = document.getElementById('data')?.textContent;
  const app = <App first={first} />;
  if (!text) {
    // The server could write the frame only.
    askEarly(document.documentElement.lang);
    createRoot(place).render(app);
    return;
  }
  const written: Written = JSON.parse(text);
  know(written.answers);
  // The page stands already; it comes alive once all of its code is there.
  await routeOf(first.path)?.route.load();
  await Promise.all(written.parts.map((name) => parts.get(name)?.load()));
  page.asWritten = true;
  hydrateRoot(place, app);
  page.asWritten = false;
}

const place = document.getElementById('root');
if (place) start(place);
