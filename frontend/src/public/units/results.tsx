import type { ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Loading } from '../../ui/States.tsx';
import type { unitKind } from '../../words/glossary.ts';
import { type Pair, useText } from '../../words/lang.ts';
import { to } from '../shell/address.ts';
import { Failed } from '../shell/Failed.tsx';
import type { ReadError } from '../shell/read.ts';
import css from './results.module.css';

const words = {
  give: ['Bantu unit ini', 'Help this unit'],
  several: [
    (n: number) => `Bantu ${n} teratas sekaligus`,
    (n: number) => `Help the first ${n} at once`,
  ],
  more: ['Tampilkan lebih banyak', 'Show more'],
} as const satisfies Record<string, Pair<unknown>>;

type Kind = keyof typeof unitKind;
type Phase = { id: string; number: number };
/** What every list of units is narrowed by. */
export type Filters = {
  kinds: Kind[] | null;
  phase: Phase;
  packageCode: string;
  packageId: string;
};
/** A list with a button for more rows; the address says how many. */
export type Growing = { shown: number; more: (count: number) => string };

type Reading<T> = {
  data: T | undefined;
  stale: boolean;
  error: ReadError | undefined;
  again: () => void;
};

/** Keeps the old list while the next one is on its way. */
export function Read<T>({
  reading,
  children,
}: {
  reading: Reading<T>;
  children: (data: T) => ReactNode;
}) {
  const { data, stale, error, again } = reading;
  if (error) return <Failed error={error} again={again} />;
  if (data === undefined) return <Loading lines={8} />;
  return <div className={stale ? css.stale : undefined}>{children(data)}</div>;
}

export function Head({ title, clear, label }: { title: string; clear?: string; label?: string }) {
  return (
    <div className={css.head}>
      <h2>{title}</h2>
      {clear && <a href={clear}>{label}</a>}
    </div>
  );
}

export function More({ next, shown, more }: { next: boolean } & Growing) {
  const t = useText();
  return next ? (
    <p className={css.more}>
      <Button href={more(shown + 20)}>{t(words.more)}</Button>
    </p>
  ) : null;
}

/** Puts help together for those at the head of a list. */
export function GiveFirst({
  codes,
  packageCode,
}: {
  codes: readonly string[];
  packageCode: string;
}) {
  const t = useText();
  const first = codes.slice(0, 3);
  return first.length > 1 ? (
    <p className={css.several}>
      <Button
        href={`${to.giving}?paket=${packageCode}&bagi=rata${first.map((code) => `&unit=${code}`).join('')}`}
      >
        {t(words.several)(first.length)}
      </Button>
    </p>
  ) : null;
}

export function Give({ code }: { code: string }) {
  const t = useText();
  return <Button href={to.give(code)}>{t(words.give)}</Button>;
}
