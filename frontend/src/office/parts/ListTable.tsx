import type { ReactNode } from 'react';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/States.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import css from './ListTable.module.css';
import { type ListState, pageSize, sheetHref } from './list.ts';
import { type ListColumn, SortTable } from './SortTable.tsx';

const words = {
  rows: [
    (from: string, to: string) => `Baris ${from}–${to}`,
    (from: string, to: string) => `Rows ${from}–${to}`,
  ],
  allRows: [(n: string) => `${n} baris`, (n: string) => `${n} ${n === '1' ? 'row' : 'rows'}`],
  more: ['masih ada lagi', 'there are more'],
  last: ['sampai akhir', 'to the end'],
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

type FootProps = {
  list: ListState<string>;
  /** How many rows this page shows. */
  shown: number;
  page:
    | { readonly hasNextPage: boolean; readonly endCursor?: string | null | undefined }
    | undefined;
  sheet?: SheetOf | undefined;
};

/** Below a list: which rows these are, the next ones, and all of them as a file. */
export function ListFoot({ list, shown, page, sheet }: FootProps) {
  const t = useText();
  const lang = useLang();
  const more = page?.hasNextPage && page.endCursor;
  const whole = list.from === 1 && !more;
  const range = t(words.rows)(number(list.from, lang), number(list.from + shown - 1, lang));
  return (
    <Foot sheet={sheet}>
      <span>
        {whole
          ? t(words.allRows)(number(shown, lang))
          : `${range}, ${t(more ? words.more : words.last)}`}
      </span>
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
  sheet?: SheetOf | undefined;
  /** What stands there if no row does. */
  empty: ReactNode;
};

/**
 * A list of the office: sorted, narrowed and cut into pages by the server, with all of its state in
 * the address. Rows carry `data-row`, and each begins with a link.
 */
export function ListTable<Row>(props: ListTableProps<Row>) {
  const { caption, columns, rows, keyOf, list, page, sheet, empty } = props;
  if (rows.length === 0) return <NoRows list={list}>{empty}</NoRows>;
  return (
    <>
      <SortTable caption={caption} columns={columns} rows={rows} keyOf={keyOf} sort={list.sort} />
      <ListFoot list={list} shown={rows.length} page={page} sheet={sheet} />
    </>
  );
}
