import { useEffect, useState, useSyncExternalStore } from 'react';
import { time } from '../../../format/dates.ts';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import css from './ConnectionState.module.css';
import { lineNow, watchLine } from './connection.ts';

const words = {
  broken: ['Tidak ada sambungan.', 'No connection.'],
  since: [
    (when: string) =>
      `Yang tampil adalah keadaan pukul ${when}; dibaca lagi begitu tersambung. Isian Anda aman.`,
    (when: string) =>
      `What you see is as of ${when}; it is read again once connected. What you typed is safe.`,
  ],
  ended: [
    'Perubahan tidak lagi masuk sendiri: sesi sudah berakhir. Muat ulang halaman untuk masuk lagi.',
    'Changes no longer arrive by themselves: the session has ended. Reload the page to sign in again.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

// A line that is there again in a moment is not worth a word.
const WORTH_MS = 4000;

/** Says when what is on the screen no longer follows what happens. Nothing, as long as it does. */
export function ConnectionState() {
  const t = useText();
  const lang = useLang();
  const line = useSyncExternalStore(watchLine, lineNow);
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (line.state !== 'broken') return;
    const timer = setTimeout(() => setLate(true), WORTH_MS);
    return () => clearTimeout(timer);
  }, [line]);
  const isShown = line.state === 'ended' || (line.state === 'broken' && late);
  return (
    <div className={css.state} role="status" data-line={line.state}>
      {isShown &&
        (line.state === 'ended' ? (
          t(words.ended)
        ) : (
          <>
            <strong>{t(words.broken)}</strong>{' '}
            {t(words.since)(time(new Date(line.since).toISOString(), lang))}
          </>
        ))}
    </div>
  );
}
