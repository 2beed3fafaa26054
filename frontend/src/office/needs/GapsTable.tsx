import { graphql, useFragment } from 'react-relay/hooks';
import { number } from '../../format/numbers.ts';
import { Empty } from '../../ui/States.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type {
  GapsTable_rows$data,
  GapsTable_rows$key,
} from '../__generated__/GapsTable_rows.graphql.ts';
import { useColumns } from '../lists/columns.tsx';
import { Foot } from '../lists/ListTable.tsx';
import css from '../lists/SortTable.module.css';
import { leastMetFirst, useGapColumns } from '../shared/gaps.ts';
import { to, withQuery } from '../shell/address.ts';

const fragment = graphql`
  fragment GapsTable_rows on AreaLadder @relay(plural: true) {
    area {
      id
      code
      name
    }
    target
    pledged
    committed
    received
  }
`;

const words = {
  title: ['Kesenjangan', 'Gaps'],
  rank: ['Urutan', 'Rank'],
  area: ['Kelurahan', 'Kelurahan'],
  committed: ['Komitmen', 'Committed'],
  none: ['Tidak ada kebutuhan di sini', 'No needs here'],
  noneWhy: [
    'Kebutuhan paket ini belum diumumkan untuk tahap dan kota yang dipilih.',
    'Needs of this package are not published for the chosen phase and kota.',
  ],
  shown: [
    (n: string, of: string) => `${n} dari ${of} kelurahan`,
    (n: string, of: string) => `${n} of ${of} kelurahan`,
  ],
  every: ['Tampilkan semua', 'Show all'],
} as const satisfies Record<string, Pair<unknown>>;

const FEW = 50;

type Row = GapsTable_rows$data[number] & { rank: number };

type GapsTableProps = {
  rows: GapsTable_rows$key;
  /** The phase and package that are shown, as addresses name them. */
  shown: { tahap: string | undefined; paket: string | undefined };
  /** The address with every row; without it every row is shown. */
  everyRow: string | undefined;
  /** Of the file with these rows. */
  filters: Record<string, string | undefined>;
};

/** The kelurahan by how little of their need is met; every figure opens its rows. */
export function GapsTable({ rows: key, shown, everyRow, filters }: GapsTableProps) {
  const t = useText();
  const lang = useLang();
  const all = leastMetFirst(useFragment(fragment, key)).map((row, place) => ({
    ...row,
    rank: place + 1,
  }));
  const columns = useRankedColumns(shown);
  const rows = everyRow ? all.slice(0, FEW) : all;
  if (rows.length === 0) return <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>;
  return (
    <>
      <div className={css.sticky}>
        <Table
          caption={t(words.title)}
          captionUnseen
          rows={rows}
          keyOf={(row) => row.area.id}
          columns={columns}
        />
      </div>
      <Foot sheet={{ view: 'kesenjangan', filters }}>
        <span>{t(words.shown)(number(rows.length, lang), number(all.length, lang))}</span>
        {rows.length < all.length && <a href={everyRow}>{t(words.every)}</a>}
      </Foot>
    </>
  );
}

function useRankedColumns(shown: GapsTableProps['shown']): Column<Row>[] {
  const t = useText();
  const { progress } = useColumns<Row>();
  const { sorted, needed, unmet } = useGapColumns<Row>();
  const inArea = (href: string, row: Row, order?: string) =>
    withQuery(href, { ...shown, wilayah: row.area.code, urut: order });
  return [
    sorted('rank', t(words.rank), (row) => row.rank),
    {
      name: 'area',
      head: t(words.area),
      names: true,
      by: (row) => row.area.name,
      cell: (row) => (
        <a href={withQuery(to.units, { wilayah: row.area.code, urut: 'terbanyak' })}>
          {row.area.name}
        </a>
      ),
    },
    needed((row) => inArea(to.needs, row)),
    sorted(
      'committed',
      t(words.committed),
      (row) => row.committed,
      (row) => (row.committed > 0 ? inArea(to.publicRows, row) : undefined),
    ),
    unmet((row) => inArea(to.needs, row, 'sisa')),
    progress((row) => ({ ...row, pledged: row.pledged - row.committed })),
  ];
}
