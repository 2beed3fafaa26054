import { dayWithName } from '../../format/dates.ts';
import { number, rupiah } from '../../format/numbers.ts';
import { Empty } from '../../ui/States.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { sides } from '../../words/sides.ts';
import type { RecapPageQuery } from '../__generated__/RecapPageQuery.graphql.ts';
import { packageNameOf, unitName } from '../shared/units.ts';
import { to, withQuery } from '../shell/address.ts';
import css from './Recap.module.css';

const words = {
  kota: ['Kota', 'Kota'],
  kelurahan: ['Kelurahan', 'Kelurahan'],
  organisation: ['Organisasi', 'Organisation'],
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
  received: [
    (all: string, unit: string) => `${all} diterima, ${unit} menurut unit`,
    (all: string, unit: string) => `${all} received, ${unit} according to the unit`,
  ],
  noGifts: ['Belum ada uang yang diterima', 'No money received yet'],
  rws: ['RW', 'RW'],
} as const satisfies Record<string, Pair<unknown>>;

type RecapData = NonNullable<RecapPageQuery['response']['recap']>;

type Line = readonly {
  readonly package: { readonly code: string };
  readonly quantity: number;
  readonly received: number;
  readonly receivedByUnit: number;
}[];

/**
 * A column for each package that occurs in the lines: kinds are never one sum.
 * `open` says which rows a figure opens, without its package and day.
 */
function usePackages<Row>(
  recap: RecapData,
  rows: readonly Row[],
  lineOf: (row: Row) => Line,
  open?: (row: Row) => Record<string, string>,
): Column<Row>[] {
  const t = useText();
  const lang = useLang();
  const lineIn = (row: Row, code: string) => lineOf(row).find((each) => each.package.code === code);
  const find = (row: Row, code: string) => lineIn(row, code)?.quantity ?? 0;
  return recap.packages
    .map((row) => row.package.code)
    .filter((code) => rows.some((row) => find(row, code) > 0))
    .map((code) => ({
      name: code,
      head: t(packageNameOf(code)),
      figures: true,
      by: (row) => find(row, code),
      cell: (row) => {
        const quantity = find(row, code);
        if (quantity === 0) return '–';
        const written = number(quantity, lang);
        const { received = 0, receivedByUnit = 0 } = lineIn(row, code) ?? {};
        return (
          <>
            {open ? (
              <a href={withQuery(to.recapRows, { ...open(row), paket: code, sampai: recap.asOf })}>
                {written}
              </a>
            ) : (
              written
            )}
            {received > 0 && (
              <span className={css.beside}>
                {t(words.received)(number(received, lang), number(receivedByUnit, lang))}
              </span>
            )}
          </>
        );
      },
    }));
}

type OrganisationRow = RecapData['organisations'][number];

function useName(): Column<OrganisationRow> {
  return {
    name: 'organisation',
    head: useText()(words.organisation),
    names: true,
    by: (row) => row.organisation.name,
    cell: (row) => <a href={to.organisation(row.organisation.id)}>{row.organisation.name}</a>,
  };
}

/** What each has given: packages of each kind, and money. */
export function Given({ recap, caption }: { recap: RecapData; caption: string }) {
  const t = useText();
  const lang = useLang();
  const rows = recap.organisations.filter((row) => row.given.length > 0 || row.money !== '0');
  return (
    <Table
      caption={caption}
      captionUnseen
      rows={rows}
      keyOf={(row) => row.organisation.id}
      columns={[
        useName(),
        ...usePackages(
          recap,
          rows,
          (row) => row.given,
          (row) => ({ organisasi: row.organisation.id, sisi: sides.GIVER }),
        ),
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

/** What aggregators carry out for others. */
export function CarriedOut({ recap, caption }: { recap: RecapData; caption: string }) {
  const rows = recap.organisations.filter((row) => row.carriedOut.length > 0);
  return (
    <Table
      caption={caption}
      captionUnseen
      rows={rows}
      keyOf={(row) => row.organisation.id}
      columns={[
        useName(),
        ...usePackages(
          recap,
          rows,
          (row) => row.carriedOut,
          (row) => ({ organisasi: row.organisation.id, sisi: sides.EXECUTOR }),
        ),
      ]}
    />
  );
}

export function Kotas({ recap, caption }: { recap: RecapData; caption: string }) {
  const t = useText();
  const lang = useLang();
  return (
    <Table
      caption={caption}
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
            <a href={withQuery(to.recapRows, { wilayah: row.area.code, sampai: recap.asOf })}>
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
        ...usePackages(
          recap,
          recap.kotas,
          (row) => row.packages,
          (row) => ({ wilayah: row.area.code }),
        ),
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
        keyOf={(row) => row.id}
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
        ...usePackages(recap, recap.units, (row) => row.packages),
      ]}
    />
  );
}
