import { useState } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { number } from '../../format/numbers.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import { midSentence } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { Lineage_rows$data, Lineage_rows$key } from '../__generated__/Lineage_rows.graphql.ts';
import { to } from '../shell/address.ts';
import css from './Lineage.module.css';
import { packageNameOf, unitName } from './names.ts';

const fragment = graphql`
  fragment Lineage_rows on LineageRow @relay(plural: true) {
    package {
      code
    }
    unit {
      code
      name
      kind
      kelurahan {
        name
      }
    }
    packages
    undirected
    released
    notLoaded
    planned
    onTheWay
    waiting
    undecided
    unsettled
    lost
    receivedByUnit
    receivedByExecutor
  }
`;

/** Where a package can be, the farthest first. */
const places = {
  receivedByUnit: ['diterima menurut unit', 'received according to the unit'],
  receivedByExecutor: ['diterima menurut pelaksana', 'received according to the executor'],
  waiting: ['menunggu bukti', 'awaiting proof'],
  undecided: ['jumlahnya berbeda', 'numbers differ'],
  unsettled: ['selisih belum diselesaikan', 'damaged or missing, open'],
  lost: ['rusak atau hilang', 'damaged or missing'],
  onTheWay: ['di jalan', 'on the way'],
  planned: ['direncanakan', 'planned'],
  notLoaded: ['belum dimuat', 'not loaded yet'],
  undirected: ['belum ditentukan', 'not decided yet'],
  released: ['dilepas', 'released'],
} as const satisfies Record<string, Pair>;
type Place = keyof typeof places;
const order = Object.keys(places) as Place[];

const words = {
  title: ['Sampai di mana tiap paket', 'Where each package is'],
  received: [
    (n: string, all: string, what: string) => `${n} dari ${all} ${what} sudah diterima`,
    (n: string, all: string, what: string) => `${n} of ${all} × ${what} received`,
  ],
  press: ['Tekan sebuah angka untuk melihat barisnya.', 'Press a number to see its rows.'],
  unit: ['Unit', 'Unit'],
  nowhere: ['Tanpa unit', 'No unit'],
  packages: ['Jumlah', 'Packages'],
  adds: ['cocok', 'adds up'],
  differs: ['tidak cocok', 'does not add up'],
} as const satisfies Record<string, Pair<unknown>>;

type Row = Lineage_rows$data[number];

const sumOf = (rows: readonly Row[], of: Place | 'packages') =>
  rows.reduce((sum, row) => sum + row[of], 0);

type PartProps = { rows: readonly Row[]; code: string };

/** One kind of package: its totals, which open their rows, and the rows, which add up to them. */
function Part({ rows, code }: PartProps) {
  const t = useText();
  const lang = useLang();
  const [chosen, setChosen] = useState<Place>();
  const count = (packages: number) => number(packages, lang);
  const whole = sumOf(rows, 'packages');
  const shown = order.filter((place) => sumOf(rows, place) > 0);
  const received = sumOf(rows, 'receivedByUnit') + sumOf(rows, 'receivedByExecutor');
  const fits = shown.reduce((sum, place) => sum + sumOf(rows, place), 0) === whole;
  const columns: Column<Row>[] = [
    {
      name: 'unit',
      head: t(words.unit),
      names: true,
      by: (row) => (row.unit ? unitName(row.unit) : ''),
      cell: (row) =>
        row.unit ? <a href={to.unit(row.unit.code)}>{unitName(row.unit)}</a> : t(words.nowhere),
    },
    {
      name: 'packages',
      head: t(words.packages),
      figures: true,
      by: (row) => row.packages,
      cell: (row) => count(row.packages),
    },
    ...shown.map((place) => ({
      name: place,
      head: t(places[place]),
      figures: true,
      by: (row: Row) => row[place],
      cell: (row: Row) => (row[place] > 0 ? count(row[place]) : '–'),
    })),
  ];
  return (
    <div className={css.part}>
      <h3>
        {t(words.received)(count(received), count(whole), midSentence(t(packageNameOf(code))))}
      </h3>
      <div className={css.bar} aria-hidden="true">
        {shown.map((place) => (
          <span key={place} className={css[place]} style={{ flexGrow: sumOf(rows, place) }} />
        ))}
      </div>
      <div className={css.totals}>
        {shown.map((place) => (
          <button
            key={place}
            type="button"
            className={css.total}
            aria-pressed={chosen === place}
            onClick={() => setChosen(chosen === place ? undefined : place)}
          >
            <span className={`${css.mark} ${css[place]}`} aria-hidden="true" />
            <strong>{count(sumOf(rows, place))}</strong> {t(places[place])}
          </button>
        ))}
      </div>
      <p className={css.sum}>
        <Chip tone={fits ? 'good' : 'stopped'}>{t(fits ? words.adds : words.differs)}</Chip>{' '}
        {shown.map((place) => count(sumOf(rows, place))).join(' + ')} ={' '}
        <strong>{count(whole)}</strong>
        {'. '}
        {t(words.press)}
      </p>
      <Table
        caption={t(words.title)}
        captionUnseen
        rows={chosen ? rows.filter((row) => row[chosen] > 0) : rows}
        keyOf={(row) => `${row.unit?.code} ${order.map((place) => row[place]).join(' ')}`}
        columns={columns}
      />
    </div>
  );
}

/** Where each package of a pledge, or of money, is: every row adds up, and so do all of them. */
export function Lineage({ rows: key }: { rows: Lineage_rows$key }) {
  const t = useText();
  const rows = useFragment(fragment, key);
  const codes = [...new Set(rows.map((row) => row.package.code))];
  if (rows.length === 0) return null;
  return (
    <Section title={t(words.title)}>
      {codes.map((code) => (
        <Part key={code} code={code} rows={rows.filter((row) => row.package.code === code)} />
      ))}
    </Section>
  );
}
