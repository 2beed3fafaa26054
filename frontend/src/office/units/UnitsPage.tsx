import { graphql } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Chip, FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { unitKind } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { UnitsPage_page$data } from '../__generated__/UnitsPage_page.graphql.ts';
import type { UnitKind, UnitsPageQuery } from '../__generated__/UnitsPageQuery.graphql.ts';
import { PrintSlips, useMayPrint } from '../deliveries/PrintSlips.tsx';
import { useColumns } from '../lists/columns.tsx';
import { ListTable } from '../lists/ListTable.tsx';
import { nothing, pageSize, useList } from '../lists/list.ts';
import { Search } from '../lists/Search.tsx';
import type { ListColumn } from '../lists/SortTable.tsx';
import { unitName } from '../shared/names.ts';
import { usePhases } from '../shared/programme.ts';
import { to } from '../shell/address.ts';
import { useLoad } from '../shell/load.ts';
import { useQuery } from '../shell/navigation.ts';
import { countOf } from './counts.ts';

const document = graphql`
  query UnitsPageQuery(
    $phase: ID
    $search: String
    $kinds: [UnitKind!]
    $code: String!
    $inArea: Boolean!
    $order: UnitOrder
    $first: Int!
    $after: String
  ) {
    units(search: $search, kinds: $kinds, order: $order, first: $first, after: $after)
      @skip(if: $inArea) {
      ...UnitsPage_page @relay(mask: false)
    }
    area(code: $code) @include(if: $inArea) {
      id
      name
      level
      units(search: $search, kinds: $kinds, order: $order, first: $first, after: $after) {
        ...UnitsPage_page @relay(mask: false)
      }
    }
  }
`;

graphql`
  fragment UnitsPage_page on UnitConnection {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        id
        code
        name
        kind
        families
        belowThreshold
        isExample
        kelurahan {
          code
          name
        }
        snapshot {
          day
        }
        needs(phase: $phase) {
          id
          target
          held
          committed
          package {
            code
          }
        }
      }
    }
  }
`;

const words = {
  title: ['Unit prioritas', 'Priority units'],
  lead: [
    'Semua RW, panti, dan pesantren yang terdaftar. Buka satu untuk kebutuhan, alokasi, dan riwayatnya.',
    'Every registered RW, home and pesantren. Open one for its needs, allocations and history.',
  ],
  search: ['Nama, kelurahan, alamat, atau kode', 'Name, kelurahan, address or code'],
  kind: ['Jenis', 'Kind'],
  all: ['Semua', 'All'],
  area: ['Wilayah', 'Area'],
  unit: ['Unit', 'Unit'],
  code: ['Kode', 'Code'],
  families: ['KK rentan', 'Vulnerable families'],
  data: ['Data per', 'Data as of'],
  example: ['contoh', 'example'],
  need: [
    (n: number) => `Paket sembako, tahap ${n}`,
    (n: number) => `Staple food packages, phase ${n}`,
  ],
  none: ['Tidak ada unit yang cocok', 'No unit fits'],
  noneWhy: [
    'Periksa ejaannya, atau hapus salah satu saringan.',
    'Check the spelling, or remove one of the filters.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

const orders = {
  kode: 'CODE',
  'kode-terbalik': 'CODE_DESCENDING',
  terbanyak: 'MOST_FAMILIES',
  tersedikit: 'FEWEST_FAMILIES',
} as const;

const kinds = Object.keys(unitKind) as UnitKind[];

type Row = UnitsPage_page$data['edges'][number]['node'];

export function Page() {
  const t = useText();
  const query = useQuery();
  const { current } = usePhases();
  const list = useList(to.units, orders, 'kode');
  const columns = useUnitColumns(current?.number ?? 1);
  const kind = kinds.find((each) => each === query.jenis);
  const area = query.wilayah;
  // What was searched for stands in the order in which it fits, until another one is wished.
  const order = query.cari && !query.urut ? undefined : list.order;
  const data = useLoad<UnitsPageQuery>(
    document,
    {
      phase: current?.id ?? null,
      search: query.cari ?? null,
      kinds: kind ? [kind] : null,
      code: area ?? '',
      inArea: area !== undefined,
      order: order ?? null,
      first: pageSize,
      after: list.after,
    },
    { fetchPolicy: 'store-and-network' },
  );
  const units = (area === undefined ? data.units : data.area?.units) ?? nothing;
  const rows = units.edges.map((edge) => edge.node);
  const prints = useMayPrint() && data.area?.level === 'KELURAHAN';
  return (
    <>
      <PageHead
        title={t(words.title)}
        lead={t(words.lead)}
        action={
          prints && rows.length > 0 && <PrintSlips key={area} units={rows.map((row) => row.id)} />
        }
      />
      <Search label={t(words.search)} now={query.cari} address={list.address} />
      <Filters kind={kind} area={area && (data.area?.name ?? area)} address={list.address} />
      <ListTable
        caption={t(words.title)}
        rows={rows}
        keyOf={(row) => row.id}
        list={list}
        page={units}
        of="units"
        sheet={{
          view: 'unit',
          filters: { cari: query.cari, jenis: kind, wilayah: area, urut: order },
        }}
        empty={<Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>}
        columns={columns}
      />
    </>
  );
}

function useUnitColumns(phase: number): ListColumn<Row>[] {
  const t = useText();
  const lang = useLang();
  const { progress } = useColumns<Row>();
  return [
    {
      name: 'unit',
      head: t(words.unit),
      names: true,
      cell: (row) => <a href={to.unitAtWork(row.code)}>{unitName(row)}</a>,
    },
    {
      name: 'code',
      head: t(words.code),
      orders: ['kode', 'kode-terbalik'],
      cell: (row) => row.code,
    },
    {
      name: 'kind',
      head: t(words.kind),
      cell: (row) => t(unitKind[row.kind as keyof typeof unitKind]),
    },
    {
      name: 'families',
      head: t(words.families),
      figures: true,
      orders: ['tersedikit', 'terbanyak'],
      cell: (row) => (
        <>
          {countOf(row.families, row.belowThreshold, (value) => number(value, lang))}{' '}
          {row.isExample && <Chip tone="waiting">{t(words.example)}</Chip>}
        </>
      ),
    },
    {
      name: 'data',
      head: t(words.data),
      figures: true,
      cell: (row) => (row.snapshot ? day(row.snapshot.day, lang) : '–'),
    },
    progress((row) => {
      const need = row.needs.find((each) => each.package.code === 'SEMBAKO');
      return need && { target: need.target, pledged: need.held, committed: need.committed };
    }, t(words.need)(phase)),
  ];
}

type FiltersProps = {
  kind: UnitKind | undefined;
  /** The name of the area that the address names. */
  area: string | undefined;
  address: (change: Record<string, string | undefined>) => string;
};

function Filters({ kind, area, address }: FiltersProps) {
  const t = useText();
  return (
    <>
      <FilterRow label={t(words.kind)}>
        <FilterChip href={address({ jenis: undefined })} on={!kind}>
          {t(words.all)}
        </FilterChip>
        {kinds.map((each) => (
          <FilterChip key={each} href={address({ jenis: each })} on={kind === each}>
            {t(unitKind[each as keyof typeof unitKind])}
          </FilterChip>
        ))}
      </FilterRow>
      {area && (
        <FilterRow label={t(words.area)}>
          <FilterChip href={address({ wilayah: undefined })} on={false}>
            {t(words.all)}
          </FilterChip>
          <FilterChip href={address({})} on>
            {area}
          </FilterChip>
        </FilterRow>
      )}
    </>
  );
}
