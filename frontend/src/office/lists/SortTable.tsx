import { type Column, Table } from '../../ui/Table.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import css from './SortTable.module.css';

/** A column of a list that the server sorts, with the names of its orders by this column. */
export type ListColumn<Row> = Omit<Column<Row>, 'by' | 'heading' | 'sorted'> & {
  orders?: readonly [ascending: string, descending: string];
};

/** The order of a list, and the address of the list in another one. */
export type Sort = { now: string; href: (order: string) => string };

const words = {
  sort: [(head: string) => `Urutkan menurut ${head}`, (head: string) => `Sort by ${head}`],
} as const satisfies Record<string, Pair<(head: string) => string>>;

type SortTableProps<Row> = {
  caption: string;
  columns: readonly ListColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Without it the rows stand as they came. */
  sort?: Sort | undefined;
};

/**
 * A table whose headings stay in sight and are links to the list in another order: one page of a
 * list must not be sorted by itself.
 */
export function SortTable<Row>({ caption, columns, rows, keyOf, sort }: SortTableProps<Row>) {
  const t = useText();
  const headed = (column: ListColumn<Row>): Column<Row> => {
    const { orders, ...plain } = column;
    if (!sort || !orders || rows.length < 2) return { ...plain, by: undefined };
    const [up, down] = orders;
    const sorted = sort.now === down ? 'descending' : sort.now === up ? 'ascending' : undefined;
    // What is pressed first: figures from the largest, words from A; then the other way.
    const next = sorted ? (sorted === 'descending' ? up : down) : column.figures ? down : up;
    return {
      ...plain,
      // It counts as one that sorts; how, only the server knows.
      by: () => 0,
      sorted,
      heading: (
        <a className={css.sort} title={t(words.sort)(column.head)} href={sort.href(next)}>
          {column.head}
          <span className={css.arrow} aria-hidden="true">
            {sorted ? (sorted === 'descending' ? '↓' : '↑') : '↕'}
          </span>
        </a>
      ),
    };
  };
  return (
    <div className={css.sticky}>
      <Table
        caption={caption}
        captionUnseen
        columns={columns.map(headed)}
        rows={rows}
        keyOf={keyOf}
      />
    </div>
  );
}
