import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { DeliveryRowsPageQuery } from '../__generated__/DeliveryRowsPageQuery.graphql.ts';
import css from '../recap/Recap.module.css';
import { useRowColumns } from '../recap/rowColumns.tsx';
import { HowProven } from '../shared/HowProven.tsx';

const words = {
  title: ['Rincian kiriman', 'The deliveries, row by row'],
  left: ['Berangkat', 'Left'],
  received: ['Diterima', 'Received'],
  how: ['Keadaan dan bukti', 'State and proof'],
} as const satisfies Record<string, Pair<unknown>>;

type Row = NonNullable<DeliveryRowsPageQuery['response']['deliveries']>['nodes'][number];
type DeliveryTableProps = { rows: readonly Row[]; code: string | null; whole: boolean };

/** Deliveries; the package has a column where it is not the filter. */
export function Part({ rows, code, whole: all }: DeliveryTableProps) {
  const t = useText();
  const lang = useLang();
  // Headings sort what is here, so they do where that is all there is.
  const whole = (by: (row: Row) => number | string) => (all ? by : undefined);
  const columns = useRowColumns(code, whole);
  return (
    <Table
      key={String(all)}
      caption={t(words.title)}
      captionUnseen
      rows={rows}
      keyOf={(row) => row.id}
      columns={[
        ...columns,
        {
          name: 'left',
          head: t(words.left),
          figures: true,
          by: whole((row) => row.dispatchedOn),
          cell: (row) => (
            <>
              {number(row.dispatched, lang)}
              <span className={css.beside}>{day(row.dispatchedOn, lang)}</span>
            </>
          ),
        },
        {
          name: 'received',
          head: t(words.received),
          figures: true,
          by: whole((row) => row.received),
          cell: (row) =>
            row.receivedOn ? (
              <>
                {number(row.received, lang)}
                <span className={css.beside}>{day(row.receivedOn, lang)}</span>
              </>
            ) : (
              '–'
            ),
        },
        {
          name: 'how',
          head: t(words.how),
          by: whole((row) => row.state),
          cell: (row) => <HowProven delivery={row} />,
        },
      ]}
    />
  );
}
