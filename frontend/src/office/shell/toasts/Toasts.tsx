import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { type Pair, useText } from '../../../words/lang.ts';
import css from './Toasts.module.css';
import { say, type Toast, toastsNow, unsay, watchToasts } from './toasts.ts';

const words = {
  region: ['Pemberitahuan', 'Notices'],
  close: ['Tutup', 'Close'],
} as const satisfies Record<string, Pair>;

const STAYS_MS = 12_000;

function One({ toast }: { toast: Toast }) {
  const t = useText();
  const [busy, setBusy] = useState(false);
  const [held, setHeld] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  // Not while somebody points at it or is inside it with the keyboard.
  useEffect(() => {
    if (held || busy) return;
    const timer = setTimeout(() => unsay(toast.id), STAYS_MS);
    return () => clearTimeout(timer);
  }, [toast.id, held, busy]);
  const undo = () => {
    if (!toast.undo) return;
    const { run, done } = toast.undo;
    setBusy(true);
    run().then((why) => {
      unsay(toast.id);
      say({ text: why ?? done });
    });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only waits while somebody is there
    <div
      ref={box}
      className={css.toast}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p>{toast.text}</p>
      {toast.undo && (
        <Button busy={busy} onPress={undo}>
          {toast.undo.label}
        </Button>
      )}
      <Button look="quiet" label={t(words.close)} onPress={() => unsay(toast.id)}>
        ✕
      </Button>
    </div>
  );
}

/** Where they stand: over the page's foot, out of the way of what one does. */
export function Toasts() {
  const t = useText();
  const toasts = useSyncExternalStore(watchToasts, toastsNow);
  return (
    <section className={css.toasts} aria-label={t(words.region)} aria-live="polite">
      {toasts.map((each) => (
        <One key={each.id} toast={each} />
      ))}
    </section>
  );
}
