import { graphql } from 'react-relay/hooks';
import { number } from '../../format/numbers.ts';
import { proposalState } from '../../words/complaints.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { ProposalsPageQuery } from '../__generated__/ProposalsPageQuery.graphql.ts';
import { unitName } from '../shared/names.ts';
import { to } from '../shell/address.ts';
import { useRefreshed } from '../shell/live/refresh.ts';
import { useLoad } from '../shell/load.ts';
import { useQuery } from '../shell/navigation.ts';
import { proposalVariables } from '../submissions/filters.ts';
import { SubmissionList } from '../submissions/SubmissionList.tsx';

const document = graphql`
  query ProposalsPageQuery($states: [ProposalState!], $search: String, $first: Int!) @preloadable {
    proposals(states: $states, search: $search, first: $first) {
      totalCount
      pageInfo {
        hasNextPage
      }
      edges {
        node {
          id
          code
          families
          people
          state
          receivedAt
          before {
            families
            people
          }
          unit {
            name
            kind
            kelurahan {
              name
            }
          }
        }
      }
    }
  }
`;

const words = {
  title: ['Usulan data', 'Proposed data'],
  lead: [
    'Angka unit yang diusulkan warga, yang paling lama di atas. Yang dipakai menjadi data kerentanan unit itu.',
    'Figures of units that people propose, the oldest first. What is accepted becomes the unit’s data.',
  ],
  unit: ['Unit', 'Unit'],
  families: ['KK', 'Families'],
  people: ['Jiwa', 'People'],
} as const satisfies Record<string, Pair>;

/** "420 → 450"; where nothing was known, the new figure alone. */
export function change(before: number | null | undefined, after: number, lang: 'id' | 'en') {
  return before == null ? number(after, lang) : `${number(before, lang)} → ${number(after, lang)}`;
}

export function Page() {
  const t = useText();
  const lang = useLang();
  const variables = proposalVariables(useQuery());
  const { proposals } = useLoad<ProposalsPageQuery>(document, variables, {
    fetchPolicy: 'store-and-network',
  });
  useRefreshed<ProposalsPageQuery>(document, variables, ({ thing }) => thing === 'PROPOSAL');
  return (
    <SubmissionList
      title={t(words.title)}
      lead={t(words.lead)}
      path={to.proposals}
      states={proposalState}
      rows={proposals?.edges.map((edge) => edge.node) ?? []}
      all={proposals?.totalCount}
      of="proposals"
      more={proposals?.pageInfo.hasNextPage ?? false}
      columns={[
        {
          name: 'unit',
          head: t(words.unit),
          names: true,
          by: (row) => unitName(row.unit),
          cell: (row) => <a href={to.proposal(row.id)}>{unitName(row.unit)}</a>,
        },
        {
          name: 'families',
          head: t(words.families),
          figures: true,
          by: (row) => row.families,
          cell: (row) => change(row.before?.families, row.families, lang),
        },
        {
          name: 'people',
          head: t(words.people),
          figures: true,
          by: (row) => row.people,
          cell: (row) => change(row.before?.people, row.people, lang),
        },
      ]}
    />
  );
}
