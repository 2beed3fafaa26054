import { number } from '../../format/numbers.ts';
import { Table } from '../../ui/Table.tsx';
import { counted, type Pair, useLang, useText } from '../../words/lang.ts';
import { receivedBy } from '../../words/received.ts';
import type { Side } from '../../words/sides.ts';
import type { OrganisationSums_record$data } from '../__generated__/OrganisationSums_record.graphql.ts';
import { packageNameOf } from '../shared/units.ts';
import { type Fragment, graphql } from '../shell/read.ts';
import css from './Organisations.module.css';

graphql`
  fragment OrganisationSums_record on DeliveryRecord {
    deliveries
    medianDays
    waiting
    unsettled
  }
`;

const words = {
  sums: ['Paket yang menjadi komitmen', 'Packages committed'],
  package: ['Paket', 'Package'],
  given: ['Diberikan', 'Given'],
  carriedOut: ['Dilaksanakan untuk pihak lain', 'Carried out for others'],
  received: ['Diterima dari yang diberikan', 'Received of what it gave'],
  brought: ['Diterima dari yang dilaksanakan', 'Received of what it carried out'],
  ofGiven: ['Dari yang diberikan', 'Of what it gave'],
  ofOthers: ['Dari yang dilaksanakan untuk pihak lain', 'Of what it carried out for others'],
  deliveries: [
    (n: string) => `${n} kiriman diterima`,
    (n: string) => (n === '1' ? '1 delivery received' : `${n} deliveries received`),
  ],
  median: [
    (n: string) => `, separuhnya paling lama ${n} hari setelah menjadi komitmen`,
    (n: string) => `, half of them within ${counted(n, 'day')} of the commitment`,
  ],
  waiting: [
    (n: string) => `; ${n} paket menunggu bukti`,
    (n: string) => `; ${counted(n, 'package')} awaiting proof`,
  ],
  unsettled: [
    (n: string) => `; selisih ${n} paket belum diselesaikan`,
    (n: string) => `; ${counted(n, 'package')} damaged or missing, not settled`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

type Arrivals = Fragment<OrganisationSums_record$data>;
type Sum = {
  readonly package: { readonly code: string };
  readonly committed: number;
  readonly received: number;
  readonly receivedByUnit: number;
};

/** A figure that leads to its rows; nothing leads nowhere. */
function Figure({ packages, href }: { packages: number; href: string }) {
  const lang = useLang();
  return packages > 0 ? <a href={href}>{number(packages, lang)}</a> : <>–</>;
}

/** What was received, by whose word; it opens the deliveries. */
function ReceivedFigure({ sum, href }: { sum: Sum | undefined; href: string }) {
  const lang = useLang();
  if (!sum || sum.received === 0) return <>–</>;
  return (
    <>
      <a href={href}>{number(sum.received, lang)}</a>
      <span className={css.beside}>{receivedBy(sum.received, sum.receivedByUnit, lang)}</span>
    </>
  );
}

type RecordProps = {
  own: Arrivals;
  others: Arrivals;
  href: (side: Side) => string;
};

/** How its packages arrive: how fast, what waits for a proof, what nobody has settled. */
function Record({ own, others, href }: RecordProps) {
  const t = useText();
  const lang = useLang();
  const sidesOf = [
    ['GIVER', own, words.ofGiven],
    ['EXECUTOR', others, words.ofOthers],
  ] as const;
  return (
    <>
      {sidesOf
        .filter(([, record]) => record.deliveries + record.waiting + record.unsettled > 0)
        .map(([side, record, of]) => (
          <p className={css.record} key={side}>
            {t(of)}: <a href={href(side)}>{t(words.deliveries)(number(record.deliveries, lang))}</a>
            {record.medianDays != null && t(words.median)(number(record.medianDays, lang))}
            {record.waiting > 0 && t(words.waiting)(number(record.waiting, lang))}
            {record.unsettled > 0 && t(words.unsettled)(number(record.unsettled, lang))}.
          </p>
        ))}
    </>
  );
}

type SumsProps = {
  organisation: { readonly record: Arrivals; readonly recordForOthers: Arrivals };
  given: readonly Sum[];
  /** By package; empty if it carries out nothing for others. */
  carriedOut: ReadonlyMap<string, Sum>;
  rowsOf: (side: Side, code?: string) => string;
  deliveriesOf: (side: Side, code?: string) => string;
};

/** Committed beside received, by package and side, and how its packages arrive. */
export function OrganisationSums({
  organisation,
  given,
  carriedOut,
  rowsOf,
  deliveriesOf,
}: SumsProps) {
  const t = useText();
  return (
    <>
      <Table
        caption={t(words.sums)}
        captionUnseen
        rows={given}
        keyOf={(row) => row.package.code}
        columns={[
          {
            name: 'package',
            head: t(words.package),
            names: true,
            cell: (row) => t(packageNameOf(row.package.code)),
          },
          {
            name: 'committed',
            head: t(words.given),
            figures: true,
            by: (row) => row.committed,
            cell: (row) => (
              <Figure packages={row.committed} href={rowsOf('GIVER', row.package.code)} />
            ),
          },
          {
            name: 'received',
            head: t(words.received),
            figures: true,
            by: (row) => row.received,
            cell: (row) => (
              <ReceivedFigure sum={row} href={deliveriesOf('GIVER', row.package.code)} />
            ),
          },
          ...(carriedOut.size > 0
            ? [
                {
                  name: 'carriedOut',
                  head: t(words.carriedOut),
                  figures: true,
                  by: (row: Sum) => carriedOut.get(row.package.code)?.committed ?? 0,
                  cell: (row: Sum) => (
                    <Figure
                      packages={carriedOut.get(row.package.code)?.committed ?? 0}
                      href={rowsOf('EXECUTOR', row.package.code)}
                    />
                  ),
                },
                {
                  name: 'brought',
                  head: t(words.brought),
                  figures: true,
                  by: (row: Sum) => carriedOut.get(row.package.code)?.received ?? 0,
                  cell: (row: Sum) => (
                    <ReceivedFigure
                      sum={carriedOut.get(row.package.code)}
                      href={deliveriesOf('EXECUTOR', row.package.code)}
                    />
                  ),
                },
              ]
            : []),
        ]}
      />
      <Record own={organisation.record} others={organisation.recordForOthers} href={deliveriesOf} />
    </>
  );
}
