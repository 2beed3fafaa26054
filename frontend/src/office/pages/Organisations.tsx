import { graphql } from 'react-relay/hooks';
import { day, dayOf } from '../../format/dates.ts';
import { Chip, FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { PageHead } from '../../ui/Shell.tsx';
import { Empty } from '../../ui/States.tsx';
import { organisationKind, organisationState } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { OrganisationsQuery } from '../__generated__/OrganisationsQuery.graphql.ts';
import { to } from '../address.ts';
import { useLoad } from '../load.ts';
import { ListTable } from '../parts/ListTable.tsx';
import { pageSize, useList } from '../parts/list.ts';
import { Search } from '../parts/Search.tsx';
import { useQuery } from '../router.tsx';

const document = graphql`
  query OrganisationsQuery(
    $states: [OrganisationState!]
    $kind: OrganisationKind
    $search: String
    $order: OrganisationOrder!
    $first: Int!
    $after: String
  ) {
    tenants(
      states: $states
      kind: $kind
      search: $search
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
          name
          kind
          state
          appliedAt
          contactEmail
        }
      }
    }
  }
`;

const words = {
  title: ['Organisasi', 'Organisations'],
  lead: [
    'Semua organisasi yang mendaftar. Buka satu untuk memeriksa dan memverifikasinya, atau lihat pekerjaannya sebagai pengamat.',
    'Every organisation that applied. Open one to examine and verify it, or look at its work as an observer.',
  ],
  search: ['Nama organisasi', 'Name of the organisation'],
  state: ['Keadaan', 'State'],
  kind: ['Jenis', 'Kind'],
  all: ['Semua', 'All'],
  name: ['Nama', 'Name'],
  contact: ['Narahubung', 'Contact'],
  applied: ['Mendaftar', 'Applied'],
  work: ['Pekerjaannya', 'Its work'],
  observe: ['Lihat sebagai pengamat', 'Look as an observer'],
  none: ['Tidak ada organisasi yang cocok', 'No organisation fits'],
} as const satisfies Record<string, Pair>;

const states = ['APPLIED', 'VERIFIED', 'REJECTED', 'SUSPENDED'] as const;
const kinds = ['DONOR', 'AGGREGATOR', 'PEMPROV'] as const;
const orders = {
  terbaru: 'NEWEST',
  terlama: 'OLDEST',
  nama: 'NAME',
  'nama-terbalik': 'NAME_DESCENDING',
} as const;

export function Page() {
  const t = useText();
  const lang = useLang();
  const query = useQuery();
  const list = useList(to.organisations, orders, 'terbaru');
  const state = states.find((each) => each === query.keadaan);
  const kind = kinds.find((each) => each === query.jenis);
  const { tenants } = useLoad<OrganisationsQuery>(
    document,
    {
      states: state ? [state] : null,
      kind: kind ?? null,
      search: query.cari ?? null,
      order: list.order,
      first: pageSize,
      after: list.after,
    },
    { fetchPolicy: 'store-and-network' },
  );
  const rows = tenants?.edges.map((edge) => edge.node) ?? [];
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <Search label={t(words.search)} now={query.cari} address={list.address} />
      <FilterRow label={t(words.state)}>
        <FilterChip href={list.address({ keadaan: undefined })} on={!state}>
          {t(words.all)}
        </FilterChip>
        {states.map((each) => (
          <FilterChip key={each} href={list.address({ keadaan: each })} on={state === each}>
            {t(organisationState[each]?.word ?? [each, each])}
          </FilterChip>
        ))}
      </FilterRow>
      <FilterRow label={t(words.kind)}>
        <FilterChip href={list.address({ jenis: undefined })} on={!kind}>
          {t(words.all)}
        </FilterChip>
        {kinds.map((each) => (
          <FilterChip key={each} href={list.address({ jenis: each })} on={kind === each}>
            {t(organisationKind[each])}
          </FilterChip>
        ))}
      </FilterRow>
      <ListTable
        caption={t(words.title)}
        rows={rows}
        keyOf={(row) => row.id}
        list={list}
        page={tenants}
        of="organisations"
        sheet={{
          view: 'organisasi',
          filters: { keadaan: state, jenis: kind, cari: query.cari, urut: list.order },
        }}
        empty={<Empty title={t(words.none)} />}
        columns={[
          {
            name: 'name',
            head: t(words.name),
            names: true,
            orders: ['nama', 'nama-terbalik'],
            cell: (row) => <a href={to.tenant(row.id)}>{row.name}</a>,
          },
          {
            name: 'kind',
            head: t(words.kind),
            cell: (row) => t(organisationKind[row.kind]),
          },
          {
            name: 'state',
            head: t(words.state),
            cell: (row) => {
              const word = organisationState[row.state];
              return word ? <Chip tone={word.tone}>{t(word.word)}</Chip> : row.state;
            },
          },
          { name: 'contact', head: t(words.contact), cell: (row) => row.contactEmail },
          {
            name: 'applied',
            head: t(words.applied),
            figures: true,
            orders: ['terlama', 'terbaru'],
            cell: (row) => day(dayOf(row.appliedAt), lang),
          },
          {
            name: 'work',
            head: t(words.work),
            cell: (row) =>
              row.kind === 'PEMPROV' ? '–' : <a href={to.observed(row.id)}>{t(words.observe)}</a>,
          },
        ]}
      />
    </>
  );
}
