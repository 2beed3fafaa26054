import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { DeliveryRowsPageQuery } from '../__generated__/DeliveryRowsPageQuery.graphql.ts';
import css from '../recap/Recap.module.css';
import { HowProven } from '../shared/HowProven.tsx';
import { packageNameOf, unitName } from '../shared/units.ts';
import { to } from '../shell/address.ts';

const words = {
  title: ['Rincian kiriman', 'The deliveries, row by row'],
  unit: ['Unit', 'Unit'],
  package: ['Paket', 'Package'],
  giver: ['Pemberi', 'Giver'],
  executor: ['Pelaksana', 'Executor'],
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
  return (
    <Table
      key={String(all)}
      caption={t(words.title)}
      captionUnseen
      rows={rows}
      keyOf={(row) => row.id}
      columns={[
        {
          name: 'unit',
          head: t(words.unit),
          names: true,
          by: whole((row) => unitName(row.unit)),
          cell: (row) => <a href={to.unit(row.unit.code)}>{unitName(row.unit)}</a>,
        },
        // What all rows have in common stands in the filter.
        ...(code
          ? []
          : [
              {
                name: 'package',
                head: t(words.package),
                by: whole((row) => row.package.code),
                cell: (row: Row) => t(packageNameOf(row.package.code)),
              },
            ]),
        {
          name: 'giver',
          head: t(words.giver),
          by: whole((row) => row.giver.name),
          cell: (row) => <a href={to.organisation(row.giver.id)}>{row.giver.name}</a>,
        },
        {
          name: 'executor',
          head: t(words.executor),
          by: whole((row) => row.executor.name),
          cell: (row) => row.executor.name,
        },
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
