import { graphql } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Chip, FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { LadderBar } from '../../ui/LadderBar.tsx';
import { PageHead } from '../../ui/Shell.tsx';
import { Empty } from '../../ui/States.tsx';
import { unitKind } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { UnitKind, UnitsQuery } from '../__generated__/UnitsQuery.graphql.ts';
import { to } from '../address.ts';
import { useLoad } from '../load.ts';
import { ListTable } from '../parts/ListTable.tsx';
import { pageSize, useList } from '../parts/list.ts';
import { unitName } from '../parts/names.ts';
import { usePhases } from '../parts/programme.ts';
import { Search } from '../parts/Search.tsx';
import { useQuery } from '../router.tsx';

const document = graphql`
  query UnitsQuery(
    $phase: GlobalID
    $search: String
    $kinds: [UnitKind!]
    $area: String
    $code: String!
    $inArea: Boolean!
    $order: UnitOrder
    $first: Int!
    $after: String
  ) {
    area(code: $code) @include(if: $inArea) {
      id
      name
    }
    units(
      search: $search
      kinds: $kinds
      area: $area
      order: $order
      first: $first
      after: $after
    ) {
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
          few
          example
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

export function Page() {
  const t = useText();
  const lang = useLang();
  const query = useQuery();
  const { current } = usePhases();
  const list = useList(to.units, orders, 'kode');
  const kind = kinds.find((each) => each === query.jenis);
  const area = query.wilayah;
  const { units, area: inArea } = useLoad<UnitsQuery>(
    document,
    {
      phase: current?.id ?? null,
      search: query.cari ?? null,
      kinds: kind ? [kind] : null,
      area: area ?? null,
      code: area ?? '',
      inArea: area !== undefined,
      // What was searched for stands in the order in which it fits, until another one is wished.
      order: query.cari && !query.urut ? null : list.order,
      first: pageSize,
      after: list.after,
    },
    { fetchPolicy: 'store-and-network' },
  );
  const rows = units.edges.map((edge) => edge.node);
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <Search label={t(words.search)} now={query.cari} address={list.address} />
      <FilterRow label={t(words.kind)}>
        <FilterChip href={list.address({ jenis: undefined })} on={!kind}>
          {t(words.all)}
        </FilterChip>
        {kinds.map((each) => (
          <FilterChip key={each} href={list.address({ jenis: each })} on={kind === each}>
            {t(unitKind[each as keyof typeof unitKind])}
          </FilterChip>
        ))}
      </FilterRow>
      {area && (
        <FilterRow label={t(words.area)}>
          <FilterChip href={list.address({ wilayah: undefined })} on={false}>
            {t(words.all)}
          </FilterChip>
          <FilterChip href={list.address({})} on>
            {inArea?.name ?? area}
          </FilterChip>
        </FilterRow>
      )}
      <ListTable
        caption={t(words.title)}
        rows={rows}
        keyOf={(row) => row.id}
        list={list}
        page={units}
        of="units"
        sheet={{
          view: 'unit',
          filters: {
            cari: query.cari,
            jenis: kind,
            wilayah: area,
            urut: query.cari && !query.urut ? undefined : list.order,
          },
        }}
        empty={<Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>}
        columns={[
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
                {row.few ? '<5' : row.families == null ? '–' : number(row.families, lang)}{' '}
                {row.example && <Chip tone="waiting">{t(words.example)}</Chip>}
              </>
            ),
          },
          {
            name: 'data',
            head: t(words.data),
            figures: true,
            cell: (row) => (row.snapshot ? day(row.snapshot.day, lang) : '–'),
          },
          {
            name: 'need',
            head: t(words.need)(current?.number ?? 1),
            cell: (row) => {
              const need = row.needs.find((each) => each.package.code === 'SEMBAKO');
              return need ? (
                <LadderBar
                  show="line"
                  ladder={{ target: need.target, pledged: need.held, committed: need.committed }}
                />
              ) : (
                '–'
              );
            },
          },
        ]}
      />
    </>
  );
}
