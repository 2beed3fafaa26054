import 'virtual:tokens.css';
import '../../ui/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { RequestError } from './relay.ts';

// What the server refused is shown by the page that asked; only our own faults belong to the log.
function onCaughtError(error: unknown) {
  if (!(error instanceof RequestError)) reportError(error);
}

const place = document.getElementById('root');
if (place) createRoot(place, { onCaughtError }).render(<App />);
