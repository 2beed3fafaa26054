import { type ReactNode, useEffect, useState } from 'react';
import { type Pair, useText } from '../words/lang.ts';
import { Button } from './Button.tsx';
import { useMissing } from './head.ts';
import css from './States.module.css';

const words = {
  loading: ['Memuat…', 'Loading…'],
  again: ['Coba lagi', 'Try again'],
  code: ['Kode', 'Code'],
  offlineTitle: ['Tidak ada sambungan', 'No connection'],
  offline: [
    'Halaman ini belum sempat dimuat. Periksa sambungan internet, lalu coba lagi.',
    'This page could not be loaded yet. Check your internet connection, then try again.',
  ],
  failedTitle: ['Halaman ini gagal dimuat', 'This page could not be loaded'],
  failed: [
    'Gangguan ada pada kami, bukan pada Anda. Yang sudah tersimpan tetap aman.',
    'The fault is ours, not yours. What was saved is safe.',
  ],
} as const satisfies Record<string, Pair>;

function Nowhere({ title }: { title: string }) {
  useMissing(title);
  return null;
}

/** Nothing here: why, and the one thing to do about it. `whole` when it is all of the page. */
export function Empty({
  whole,
  title,
  children,
  action,
}: {
  whole?: boolean;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  const Title = whole ? 'h1' : 'p';
  return (
    <div className={css.empty}>
      {whole && <Nowhere title={title} />}
      <Title className={css.title}>{title}</Title>
      {children && <p className={css.why}>{children}</p>}
      {action && <div className={css.action}>{action}</div>}
    </div>
  );
}

/**
 * Grey lines in the place of what is coming. They appear after 400 ms: what comes sooner would
 * only flicker.
 */
export function Loading({ lines = 4 }: { lines?: number }) {
  const t = useText();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 400);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={css.loading} role="status" aria-live="polite">
      {late && (
        <>
          <span className="seen-by-readers-only">{t(words.loading)}</span>
          {Array.from({ length: lines }, (_, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
            <div className={css.ghost} key={line} />
          ))}
        </>
      )}
    </div>
  );
}

/** What happened, what is safe, what to do, and a code to copy. `whole` as in `Empty`. */
export function ErrorState({
  whole,
  code,
  onAgain,
}: {
  whole?: boolean;
  code?: string | undefined;
  onAgain?: (() => void) | undefined;
}) {
  const t = useText();
  const [offline, setOffline] = useState(code === 'OFFLINE');
  useEffect(() => setOffline(code === 'OFFLINE' || !navigator.onLine), [code]);
  const Title = whole ? 'h1' : 'p';
  return (
    <div className={css.error} role="alert">
      <Title className={css.title}>{t(offline ? words.offlineTitle : words.failedTitle)}</Title>
      <p className={css.why}>{t(offline ? words.offline : words.failed)}</p>
      {code && !offline && (
        <p className={css.code}>
          {t(words.code)} <code>{code}</code>
        </p>
      )}
      {onAgain && (
        <div className={css.action}>
          <Button onPress={onAgain}>{t(words.again)}</Button>
        </div>
      )}
    </div>
  );
}

type NoticeProps = {
  tone: 'refused' | 'done' | 'note';
  title?: ReactNode;
  children?: ReactNode;
};

/** What the server answered, at the place that caused it. */
export function Notice({ tone, title, children }: NoticeProps) {
  return (
    <div className={css[tone]} role={tone === 'refused' ? 'alert' : 'status'}>
      {title && <p className={css.noticeTitle}>{title}</p>}
      {children}
    </div>
  );
}
