import { createRoot } from 'react-dom/client';
import { lang } from '../ui/preferences.ts';
import { App } from './App.tsx';
import './field.css';
import './forms.css';
import { keepBallast } from './store/entries.ts';

const TOKEN = /^#([A-Za-z0-9_-]{43})$/;

// A link's token stands behind the #, so no preview and no log ever has it. It leaves the address at once.
const link = TOKEN.exec(location.hash)?.[1];
if (link) history.replaceState(null, '', location.pathname);
document.documentElement.lang = lang();

if ('serviceWorker' in navigator) {
  navigator.serviceWorker
    .register('/lapangan-sw.js', { scope: '/lapangan' })
    .catch(() => undefined);
}
keepBallast();

const place = document.getElementById('root');
if (place) createRoot(place).render(<App link={link} />);
