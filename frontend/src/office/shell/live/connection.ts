import { graphql } from 'react-relay/hooks';
import { type ConcreteRequest, commitLocalUpdate, type Environment } from 'relay-runtime';
import type {
  connectionSubscription,
  connectionSubscription$data,
} from '../../__generated__/connectionSubscription.graphql.ts';
import { quietFor } from '../relay.ts';
import { eventReader, pause } from './events.ts';

const document = graphql`
  subscription connectionSubscription {
    changed {
      missed
      changes {
        thing
        thingId
        number
        figures {
          target
          held
          committed
          remaining
        }
      }
    }
  }
`;

export type Changed = connectionSubscription$data['changed'];
export type Change = Changed['changes'][number];

/** Whether changes arrive: not yet wanted, connected, or cut off a moment ago. */
export type Line = { state: 'idle' | 'open' | 'broken' | 'ended'; since: number };

type Listener = (changed: Changed) => void;

// The first page has the connection to itself; a page nobody looks at needs no line.
const CALM_MS = 1000;
const HIDDEN_MS = 10_000;
// The server says something at least every 15 s; more silence than this is no line.
const SILENCE_MS = 40_000;

const listeners = new Set<Listener>();
const watchers = new Set<() => void>();
let line: Line = { state: 'idle', since: 0 };

function become(state: Line['state']) {
  if (line.state === state) return;
  line = { state, since: Date.now() };
  for (const each of watchers) each();
}

/** Hears of every change from now on; returns how to stop. */
export function onChanged(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function watchLine(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export const lineNow = () => line;

function notify(environment: Environment, changed: Changed) {
  // Figures come with the message and stand at once wherever they are shown.
  commitLocalUpdate(environment, (store) => {
    for (const { thingId, figures } of changed.changes) {
      const record = figures && store.get(thingId);
      if (!record) continue;
      record.setValue(figures.target, 'target');
      record.setValue(figures.held, 'held');
      record.setValue(figures.committed, 'committed');
      record.setValue(figures.remaining, 'remaining');
    }
  });
  for (const each of [...listeners]) each(changed);
}

type Answer = { data: connectionSubscription['response'] | null };

/** Reads one stream to its end; whether to open another. */
async function follow(
  environment: Environment,
  signal: AbortSignal,
  alive: () => void,
): Promise<boolean> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      Accept: 'text/event-stream',
      'Accept-Language': window.document.documentElement.lang,
      'Content-Type': 'application/json',
      'X-KSBB-CSRF': '1',
    },
    body: JSON.stringify({ documentId: (document as ConcreteRequest).params.id }),
    credentials: 'same-origin',
    signal,
  });
  if (response.status === 401) return false;
  if (!response.ok || !response.body) return true;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const read = eventReader();
  let first = true;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return true;
    alive();
    for (const { event, data } of read(value)) {
      if (event === 'complete') return false;
      const answer = JSON.parse(data) as Answer;
      if (!answer.data) continue;
      become('open');
      // The first says that changes are heard from now on. What came before it was not.
      notify(environment, first ? { missed: true, changes: [] } : answer.data.changed);
      first = false;
    }
  }
}

/** At most one stream at a time; one that breaks is opened again after a pause. */
function connecting(environment: Environment) {
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: AbortController | undefined;

  /** Reads until the stream ends, or is silent for too long; whether to open another. */
  const read = async (own: AbortController): Promise<boolean> => {
    let silence: ReturnType<typeof setTimeout> | undefined;
    const alive = () => {
      clearTimeout(silence);
      silence = setTimeout(() => own.abort(), SILENCE_MS);
    };
    alive();
    try {
      return await follow(environment, own.signal, () => {
        attempt = 0;
        alive();
      });
    } catch {
      // Cut off, or no server: `ConnectionState` shows it.
      return true;
    } finally {
      clearTimeout(silence);
    }
  };
  const open = async () => {
    clearTimeout(timer);
    const own = new AbortController();
    current = own;
    const again = await read(own);
    if (current !== own) return;
    current = undefined;
    if (!again) {
      become('ended');
      return;
    }
    become('broken');
    timer = setTimeout(open, pause(attempt));
    attempt += 1;
  };
  const openWhenCalm = () => {
    if (quietFor() >= CALM_MS) open();
    else timer = setTimeout(openWhenCalm, CALM_MS / 4);
  };
  return {
    /** Opens at once, whatever the pause; the first time, when the page has loaded. */
    start: () => {
      if (current || line.state === 'ended') return;
      attempt = 0;
      clearTimeout(timer);
      if (line.since === 0) openWhenCalm();
      else open();
    },
    close: () => {
      const own = current;
      current = undefined;
      clearTimeout(timer);
      own?.abort();
    },
  };
}

/** Listens as long as the page is looked at; returns how to stop. */
export function listen(environment: Environment): () => void {
  const connection = connecting(environment);
  let hidden: ReturnType<typeof setTimeout> | undefined;
  const close = (state: Line['state']) => {
    connection.close();
    become(state);
  };
  const look = () => {
    clearTimeout(hidden);
    if (window.document.visibilityState === 'hidden') {
      hidden = setTimeout(() => close('idle'), HIDDEN_MS);
    } else connection.start();
  };
  const offline = () => close('broken');

  look();
  window.document.addEventListener('visibilitychange', look);
  window.addEventListener('online', look);
  window.addEventListener('offline', offline);
  return () => {
    connection.close();
    clearTimeout(hidden);
    window.document.removeEventListener('visibilitychange', look);
    window.removeEventListener('online', look);
    window.removeEventListener('offline', offline);
  };
}
