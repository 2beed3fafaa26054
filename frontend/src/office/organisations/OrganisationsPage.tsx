import { graphql } from 'react-relay/hooks';
import { day, dayOf } from '../../format/dates.ts';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { organisationKind, organisationState } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { OrganisationsPageQuery } from '../__generated__/OrganisationsPageQuery.graphql.ts';
import { useColumns } from '../lists/columns.tsx';
import { ListTable } from '../lists/ListTable.tsx';
import { Search } from '../lists/Search.tsx';
import { to } from '../shell/address.ts';
import { useLoad } from '../shell/load.ts';
import { useQuery } from '../shell/navigation.ts';
import { tenantKinds, tenantStates, tenantsOf } from './filters.ts';

const document = graphql`
  query OrganisationsPageQuery(
    $states: [OrganisationState!]
    $kind: OrganisationKind
    $search: String
    $order: OrganisationOrder!
    $first: Int!
    $after: String
  ) @preloadable {
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

export function Page() {
  const t = useText();
  const lang = useLang();
  const query = useQuery();
  const { list, state, kind, variables } = tenantsOf(query);
  const { tenants } = useLoad<OrganisationsPageQuery>(document, variables, {
    fetchPolicy: 'store-and-network',
  });
  const rows = tenants?.edges.map((edge) => edge.node) ?? [];
  const columns = useColumns<(typeof rows)[number]>();
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <Search label={t(words.search)} now={query.cari} address={list.address} />
      <Filters state={state} kind={kind} address={list.address} />
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
          columns.state(organisationState, (row) => row.state),
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

type FiltersProps = Pick<ReturnType<typeof tenantsOf>, 'state' | 'kind'> & {
  address: (change: Record<string, string | undefined>) => string;
};

function Filters({ state, kind, address }: FiltersProps) {
  const t = useText();
  return (
    <>
      <FilterRow label={t(words.state)}>
        <FilterChip href={address({ keadaan: undefined })} on={!state}>
          {t(words.all)}
        </FilterChip>
        {tenantStates.map((each) => (
          <FilterChip key={each} href={address({ keadaan: each })} on={state === each}>
            {t(organisationState[each]?.word ?? [each, each])}
          </FilterChip>
        ))}
      </FilterRow>
      <FilterRow label={t(words.kind)}>
        <FilterChip href={address({ jenis: undefined })} on={!kind}>
          {t(words.all)}
        </FilterChip>
        {tenantKinds.map((each) => (
          <FilterChip key={each} href={address({ jenis: each })} on={kind === each}>
            {t(organisationKind[each])}
          </FilterChip>
        ))}
      </FilterRow>
    </>
  );
}
