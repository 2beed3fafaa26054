import type { ReactNode } from 'react';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/States.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { type Counted, counts } from './counts.ts';
import css from './ListTable.module.css';
import { type ListState, pageSize, sheetHref } from './list.ts';
import { type ListColumn, SortTable } from './SortTable.tsx';

const words = {
  rows: [
    (from: string, to: string, all: string) => `Baris ${from}–${to} dari ${all}`,
    (from: string, to: string, all: string) => `Rows ${from}–${to} of ${all}`,
  ],
  next: [(n: string) => `${n} berikutnya`, (n: string) => `Next ${n}`],
  start: ['Ke awal daftar', 'To the start of the list'],
  take: ['Unduh semua baris', 'Download all rows'],
  ended: ['Daftar ini berakhir sebelum baris ini', 'The list ends before this row'],
  endedWhy: [
    'Sementara itu ada baris yang selesai atau berpindah.',
    'Meanwhile rows were done or moved.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

/** Which list of the office this is as a file, with the filters that the screen has. */
export type SheetOf = { view: string; filters: Record<string, string | undefined> };

/** The links that give the rows as a file: all of them, not only this page's. */
function SheetLinks({ view, filters }: SheetOf) {
  const t = useText();
  const lang = useLang();
  return (
    <p className={css.sheets}>
      <span>{t(words.take)}</span>
      {(['xlsx', 'csv'] as const).map((form) => (
        <a
          key={form}
          href={sheetHref(view, form, filters, lang)}
          aria-label={`${t(words.take)}, ${form.toUpperCase()}`}
        >
          {form.toUpperCase()}
        </a>
      ))}
    </p>
  );
}

/** What stands below a list beside its download. */
export function Foot({ children, sheet }: { children?: ReactNode; sheet?: SheetOf | undefined }) {
  return (
    <div className={css.foot}>
      <div className={css.pages}>{children}</div>
      {sheet && <SheetLinks {...sheet} />}
    </div>
  );
}

/** How many rows a list has in all, above it; nothing where it has none. */
export function ListCount({ of, all }: { of: Counted; all: number | undefined }) {
  const t = useText();
  const lang = useLang();
  return all ? <p className={css.count}>{t(counts[of])(number(all, lang))}</p> : null;
}

/** What the graph says of a page beside its rows. */
export type PageOf = {
  readonly totalCount: number;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly endCursor?: string | null | undefined;
  };
};

type FootProps = {
  list: ListState<string>;
  /** How many rows this page shows. */
  shown: number;
  page: PageOf | null | undefined;
  sheet?: SheetOf | undefined;
};

/** Below a list: which rows these are, the next ones, and all of them as a file. */
export function ListFoot({ list, shown, page, sheet }: FootProps) {
  const t = useText();
  const lang = useLang();
  const more = page?.pageInfo.hasNextPage && page.pageInfo.endCursor;
  const whole = list.from === 1 && !more;
  const last = list.from + shown - 1;
  // Rows that came or went while somebody turns the pages: never "21–40 of 38".
  const all = Math.max(page?.totalCount ?? 0, last);
  return (
    <Foot sheet={sheet}>
      {!whole && (
        <span>{t(words.rows)(number(list.from, lang), number(last, lang), number(all, lang))}</span>
      )}
      {more && (
        <Button href={list.next(more, shown)}>{t(words.next)(number(pageSize, lang))}</Button>
      )}
      {list.from > 1 && <a href={list.address({})}>{t(words.start)}</a>}
    </Foot>
  );
}

/** Where a page of a list is empty: the list is, or it ends before. */
export function NoRows({ list, children }: { list: ListState<string>; children: ReactNode }) {
  const t = useText();
  if (list.from === 1) return <>{children}</>;
  return (
    <Empty
      title={t(words.ended)}
      action={<Button href={list.address({})}>{t(words.start)}</Button>}
    >
      {t(words.endedWhy)}
    </Empty>
  );
}

type ListTableProps<Row> = {
  caption: string;
  columns: readonly ListColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  list: ListState<string>;
  page: FootProps['page'];
  /** What its rows are, for their number. */
  of: Counted;
  sheet?: SheetOf | undefined;
  /** What stands there if no row does. */
  empty: ReactNode;
};

/**
 * A list of the office: sorted, narrowed and cut into pages by the server, with all of its state in
 * the address. Rows carry `data-row`, and each begins with a link.
 */
export function ListTable<Row>(props: ListTableProps<Row>) {
  const { caption, columns, rows, keyOf, list, page, of, sheet, empty } = props;
  if (rows.length === 0) return <NoRows list={list}>{empty}</NoRows>;
  return (
    <>
      <ListCount of={of} all={page?.totalCount} />
      <SortTable caption={caption} columns={columns} rows={rows} keyOf={keyOf} sort={list.sort} />
      <ListFoot list={list} shown={rows.length} page={page} sheet={sheet} />
    </>
  );
}
