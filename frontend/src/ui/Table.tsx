import { type ReactNode, useState } from 'react';
import { type Pair, useText } from '../words/lang.ts';
import { names } from './names.ts';
import css from './Table.module.css';

export type Column<Row> = {
  /** Stable name of the column, also the name it is sorted by. */
  name: string;
  head: string;
  cell: (row: Row) => ReactNode;
  /** The value to sort by; a column without one does not sort. */
  by?: ((row: Row) => number | string) | undefined;
  /** In place of the button that sorts: of a list that is sorted elsewhere, and how it is now. */
  heading?: ReactNode;
  sorted?: 'ascending' | 'descending' | undefined;
  /** Figures stand right-aligned under each other. */
  figures?: boolean;
  /** The cell that names the row; it becomes the row's heading. */
  names?: boolean;
};

type Order = { column: string; descending: boolean };

type TableProps<Row> = {
  /** What the table holds; read out, and shown above it unless `captionUnseen`. */
  caption: string;
  captionUnseen?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** The order at first; without it the rows stand as they came. */
  order?: Order;
};

const words = {
  sort: [(head: string) => `Urutkan menurut ${head}`, (head: string) => `Sort by ${head}`],
} as const satisfies Record<string, Pair<(head: string) => string>>;

function sorted<Row>(rows: readonly Row[], column: Column<Row> | undefined, descending: boolean) {
  const by = column?.by;
  if (!by) return rows;
  const direction = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const x = by(a);
    const y = by(b);
    const less = typeof x === 'string' ? x.localeCompare(String(y), 'id') : x - Number(y);
    return less * direction;
  });
}

/**
 * A table that sorts by its headings. On narrow screens each row becomes a card whose lines carry
 * their headings; the roles are written out, because `display: block` would take them away.
 */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, captionUnseen, columns, rows, keyOf } = props;
  const t = useText();
  const [order, setOrder] = useState<Order | undefined>(props.order);
  const column = columns.find((each) => each.name === order?.column);
  const shown = sorted(rows, column, order?.descending ?? false);

  // One row has no order, and a heading that sorts nothing would only be in the way.
  const sorts = (each: Column<Row>) => each.by !== undefined && rows.length > 1;

  const turn = (name: string, figures: boolean) =>
    setOrder((now) => ({
      column: name,
      descending: now?.column === name ? !now.descending : figures,
    }));

  return (
    <table className={css.table} role="table">
      <caption className={captionUnseen ? 'seen-by-readers-only' : css.caption}>{caption}</caption>
      <thead className={names(css.thead, !columns.some(sorts) && css.still)}>
        <tr role="row">
          {columns.map((each) => {
            const on = order?.column === each.name;
            return (
              <th
                key={each.name}
                scope="col"
                role="columnheader"
                className={names(each.figures && css.figures, !sorts(each) && css.still)}
                aria-sort={
                  each.sorted ?? (on ? (order.descending ? 'descending' : 'ascending') : undefined)
                }
              >
                {each.heading ??
                  (sorts(each) ? (
                    <button
                      type="button"
                      className={css.sort}
                      title={t(words.sort)(each.head)}
                      onClick={() => turn(each.name, each.figures ?? false)}
                    >
                      {each.head}
                      <span className={css.arrow} aria-hidden="true">
                        {on ? (order.descending ? '↓' : '↑') : '↕'}
                      </span>
                    </button>
                  ) : (
                    each.head
                  ))}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {shown.map((row) => (
          <tr role="row" key={keyOf(row)} data-row={keyOf(row)}>
            {columns.map((each) => {
              const className = names(each.figures && css.figures, each.names && css.names);
              return each.names ? (
                <th key={each.name} scope="row" role="rowheader" className={className}>
                  {each.cell(row)}
                </th>
              ) : (
                <td key={each.name} role="cell" className={className} data-head={each.head}>
                  <div className={css.value}>{each.cell(row)}</div>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
