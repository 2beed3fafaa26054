import { dayWithName } from '../../format/dates.ts';
import { number, rupiah } from '../../format/numbers.ts';
import { Empty } from '../../ui/States.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { type Side, sides } from '../../words/sides.ts';
import type { DayQuery } from '../__generated__/DayQuery.graphql.ts';
import { to, withQuery } from '../address.ts';
import css from '../pages/Recap.module.css';
import { unitName } from '../units.ts';

const words = {
  byKota: ['Menurut kota', 'By kota'],
  kota: ['Kota', 'Kota'],
  kelurahan: ['Kelurahan', 'Kelurahan'],
  quantity: ['Paket', 'Packages'],
  organisations: ['Organisasi', 'Organisations'],
  organisation: ['Organisasi', 'Organisation'],
  gave: ['Memberi (paket)', 'Gave (packages)'],
  carried: ['Melaksanakan (paket)', 'Carries out (packages)'],
  money: ['Uang diberikan', 'Money given'],
  gifts: ['Uang kepada agregator', 'Money to aggregators'],
  giftsWhy: [
    'Uang dan paket tidak pernah dijumlahkan: paket yang dibeli agregator dari uang ini terhitung sebagai paket agregator.',
    'Money and packages are never one sum: packages bought from it count as the aggregator’s.',
  ],
  giver: ['Pemberi', 'Giver'],
  aggregator: ['Agregator', 'Aggregator'],
  amount: ['Jumlah', 'Amount'],
  on: ['Diterima', 'Received'],
  noGifts: ['Belum ada uang yang diterima', 'No money received yet'],
  rws: ['RW', 'RW'],
} as const satisfies Record<string, Pair<unknown>>;

type RecapData = NonNullable<DayQuery['response']['recap']>;

export function Organisations({ recap }: { recap: RecapData }) {
  const t = useText();
  const lang = useLang();
  const count = (value: number, id: string, side: Side) =>
    value > 0 ? (
      <a href={withQuery(to.rows, { organisasi: id, sisi: sides[side], sampai: recap.asOf })}>
        {number(value, lang)}
      </a>
    ) : (
      '–'
    );
  return (
    <Table
      caption={t(words.organisations)}
      captionUnseen
      rows={recap.organisations}
      keyOf={(row) => row.organisation.id}
      columns={[
        {
          name: 'organisation',
          head: t(words.organisation),
          names: true,
          by: (row) => row.organisation.name,
          cell: (row) => <a href={to.organisation(row.organisation.id)}>{row.organisation.name}</a>,
        },
        {
          name: 'packages',
          head: t(words.gave),
          figures: true,
          by: (row) => row.packages,
          cell: (row) => count(row.packages, row.organisation.id, 'GIVER'),
        },
        {
          name: 'carried',
          head: t(words.carried),
          figures: true,
          by: (row) => row.carried,
          cell: (row) => count(row.carried, row.organisation.id, 'EXECUTOR'),
        },
        {
          name: 'money',
          head: t(words.money),
          figures: true,
          by: (row) => Number(row.money),
          cell: (row) => (row.money === '0' ? '–' : <a href="#uang">{rupiah(row.money, lang)}</a>),
        },
      ]}
    />
  );
}

export function Kotas({ recap }: { recap: RecapData }) {
  const t = useText();
  const lang = useLang();
  return (
    <Table
      caption={t(words.byKota)}
      captionUnseen
      rows={recap.kotas}
      keyOf={(row) => row.area.code}
      columns={[
        {
          name: 'kota',
          head: t(words.kota),
          names: true,
          by: (row) => row.area.name,
          cell: (row) => (
            <a href={withQuery(to.rows, { wilayah: row.area.code, sampai: recap.asOf })}>
              {row.area.name}
            </a>
          ),
        },
        {
          name: 'kelurahan',
          head: t(words.kelurahan),
          figures: true,
          by: (row) => row.kelurahanCount,
          cell: (row) => number(row.kelurahanCount, lang),
        },
        {
          name: 'rw',
          head: t(words.rws),
          figures: true,
          by: (row) => row.rwCount,
          cell: (row) => number(row.rwCount, lang),
        },
        {
          name: 'quantity',
          head: t(words.quantity),
          figures: true,
          by: (row) => row.quantity,
          cell: (row) => number(row.quantity, lang),
        },
      ]}
    />
  );
}

export function Gifts({ recap }: { recap: RecapData }) {
  const t = useText();
  const lang = useLang();
  if (recap.gifts.length === 0) return <Empty title={t(words.noGifts)} />;
  return (
    <>
      <p className={css.soft}>{t(words.giftsWhy)}</p>
      <Table
        caption={t(words.gifts)}
        captionUnseen
        rows={recap.gifts}
        keyOf={(row) => `${row.giver.id} ${row.aggregator.id} ${row.receivedOn} ${row.amount}`}
        columns={[
          {
            name: 'giver',
            head: t(words.giver),
            names: true,
            by: (row) => row.giver.name,
            cell: (row) => <a href={to.organisation(row.giver.id)}>{row.giver.name}</a>,
          },
          {
            name: 'aggregator',
            head: t(words.aggregator),
            by: (row) => row.aggregator.name,
            cell: (row) => row.aggregator.name,
          },
          {
            name: 'on',
            head: t(words.on),
            figures: true,
            by: (row) => row.receivedOn,
            cell: (row) => dayWithName(row.receivedOn, lang),
          },
          {
            name: 'amount',
            head: t(words.amount),
            figures: true,
            by: (row) => Number(row.amount),
            cell: (row) => rupiah(row.amount, lang),
          },
        ]}
      />
    </>
  );
}

export function Rws({ recap }: { recap: RecapData }) {
  const t = useText();
  const lang = useLang();
  return (
    <Table
      caption={t(words.rws)}
      captionUnseen
      rows={recap.units}
      keyOf={(row) => row.unit.code}
      columns={[
        {
          name: 'unit',
          head: t(words.rws),
          names: true,
          by: (row) => `${row.unit.kelurahan.name} ${row.unit.name}`,
          cell: (row) => <a href={to.unit(row.unit.code)}>{unitName(row.unit)}</a>,
        },
        {
          name: 'quantity',
          head: t(words.quantity),
          figures: true,
          by: (row) => row.quantity,
          cell: (row) => number(row.quantity, lang),
        },
      ]}
    />
  );
}
