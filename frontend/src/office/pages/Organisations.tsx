import { graphql } from 'react-relay/hooks';
import { day, dayOf } from '../../format/dates.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip, FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { PageHead } from '../../ui/Shell.tsx';
import { Empty } from '../../ui/States.tsx';
import { Table } from '../../ui/Table.tsx';
import { organisationKind, organisationState } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { OrganisationsQuery } from '../__generated__/OrganisationsQuery.graphql.ts';
import { to, withQuery } from '../address.ts';
import { useLoad } from '../load.ts';
import { useQuery } from '../router.tsx';

const document = graphql`
  query OrganisationsQuery($states: [OrganisationState!], $first: Int!) {
    tenants(states: $states, first: $first) {
      pageInfo {
        hasNextPage
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
    'Semua organisasi yang mendaftar. Buka satu untuk memeriksa, memverifikasi, atau melihat janjinya.',
    'Every organisation that applied. Open one to look at it, verify it, or see its pledges.',
  ],
  state: ['Keadaan', 'State'],
  all: ['Semua', 'All'],
  name: ['Nama', 'Name'],
  kind: ['Jenis', 'Kind'],
  contact: ['Narahubung', 'Contact'],
  applied: ['Mendaftar', 'Applied'],
  none: ['Tidak ada organisasi dalam keadaan ini', 'No organisation is in this state'],
  more: ['Tampilkan lebih banyak', 'Show more'],
} as const satisfies Record<string, Pair>;

const states = ['APPLIED', 'VERIFIED', 'REJECTED', 'SUSPENDED'] as const;

export function Page() {
  const t = useText();
  const lang = useLang();
  const query = useQuery();
  const state = states.find((each) => each === query.keadaan);
  const first = Math.min(Number(query.tampil) || 100, 1000);
  const { tenants } = useLoad<OrganisationsQuery>(
    document,
    { states: state ? [state] : null, first },
    { fetchPolicy: 'store-and-network' },
  );
  const rows = tenants?.edges.map((edge) => edge.node) ?? [];
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <FilterRow label={t(words.state)}>
        <FilterChip href={to.organisations} on={!state}>
          {t(words.all)}
        </FilterChip>
        {states.map((each) => (
          <FilterChip
            key={each}
            href={withQuery(to.organisations, { keadaan: each })}
            on={state === each}
          >
            {t(organisationState[each]?.word ?? [each, each])}
          </FilterChip>
        ))}
      </FilterRow>
      {rows.length === 0 ? (
        <Empty title={t(words.none)} />
      ) : (
        <Table
          caption={t(words.title)}
          captionUnseen
          rows={rows}
          keyOf={(row) => row.id}
          columns={[
            {
              name: 'name',
              head: t(words.name),
              names: true,
              by: (row) => row.name,
              cell: (row) => <a href={to.tenant(row.id)}>{row.name}</a>,
            },
            {
              name: 'kind',
              head: t(words.kind),
              by: (row) => row.kind,
              cell: (row) => t(organisationKind[row.kind]),
            },
            {
              name: 'state',
              head: t(words.state),
              by: (row) => row.state,
              cell: (row) => {
                const word = organisationState[row.state];
                return word ? <Chip tone={word.tone}>{t(word.word)}</Chip> : row.state;
              },
            },
            {
              name: 'contact',
              head: t(words.contact),
              cell: (row) => row.contactEmail,
            },
            {
              name: 'applied',
              head: t(words.applied),
              figures: true,
              by: (row) => row.appliedAt,
              cell: (row) => day(dayOf(row.appliedAt), lang),
            },
          ]}
        />
      )}
      {tenants?.pageInfo.hasNextPage && (
        <p>
          <Button
            href={withQuery(to.organisations, { keadaan: state, tampil: String(first + 100) })}
          >
            {t(words.more)}
          </Button>
        </p>
      )}
    </>
  );
}
