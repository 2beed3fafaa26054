import type { ReactNode } from 'react';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, Loading } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { to } from '../shell/address.ts';
import css from './Recap.module.css';
import { FilterButtons, type RowFilters } from './rowFilters.tsx';

const words = {
  back: ['Transparansi', 'Transparency'],
  csv: ['Unduh CSV', 'Download CSV'],
  noneWhy: ['Lepaskan sebagian saringan.', 'Take away some of the filters.'],
  shown: [(rows: string) => `Baris: ${rows}.`, (rows: string) => `Rows: ${rows}.`],
  shownPart: [
    (rows: string) => `${rows} baris terbaru di bawah.`,
    (rows: string) => `The newest ${rows} rows are below.`,
  ],
  more: ['Tampilkan lebih banyak', 'Show more'],
} as const satisfies Record<string, Pair<unknown>>;

type RowsFoundProps = {
  title: string;
  lead: string;
  /** What it says if no row matches. */
  none: string;
  filters: RowFilters;
  /** The name of the area in the filter. */
  area: string | undefined;
  /** How many rows are here; undefined while they are read. */
  found: number | undefined;
  stale: boolean;
  /** Whether there are more. */
  next: boolean;
  /** What they add up to, as sentences. */
  totals: ReactNode;
  children: ReactNode;
};

/** A page of public rows: its filters, what they add up to, a table, and more of them. */
export function RowsFound(props: RowsFoundProps) {
  const { title, lead, none, filters, area, found, stale, next, totals, children } = props;
  const t = useText();
  const lang = useLang();
  const { address, first } = filters;
  return (
    <>
      <PageHead
        back={{ href: to.transparency, label: t(words.back) }}
        title={title}
        lead={lead}
        action={<Button href={address({}, '.csv')}>{t(words.csv)}</Button>}
      />
      <FilterButtons filters={filters} area={area} />
      {found === undefined && <Loading lines={8} />}
      {found === 0 && <Empty title={none}>{t(words.noneWhy)}</Empty>}
      {found !== undefined && found > 0 && (
        <div className={stale ? css.stale : undefined}>
          <p className={css.total}>
            {totals}
            {t(next ? words.shownPart : words.shown)(number(found, lang))}
          </p>
          {children}
          {next && (
            <p>
              <Button href={address({ tampil: String(first + 100) })}>{t(words.more)}</Button>
            </p>
          )}
        </div>
      )}
    </>
  );
}
