import { graphql } from 'react-relay/hooks';
import { number } from '../../format/numbers.ts';
import { proposalState } from '../../words/complaints.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { ProposalsQuery } from '../__generated__/ProposalsQuery.graphql.ts';
import { to } from '../address.ts';
import { useRefreshed } from '../live/refresh.ts';
import { useLoad } from '../load.ts';
import { unitName } from '../parts/names.ts';
import { ToldList, useToldQuery } from '../told/ToldList.tsx';

const document = graphql`
  query ProposalsQuery($states: [ProposalState!], $search: String, $first: Int!) {
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
  const { code, answered, first } = useToldQuery();
  const variables = {
    states: code ? null : answered ? (['ACCEPTED', 'DECLINED'] as const) : (['RECEIVED'] as const),
    search: code ?? null,
    first,
  };
  const { proposals } = useLoad<ProposalsQuery>(document, variables, {
    fetchPolicy: 'store-and-network',
  });
  useRefreshed<ProposalsQuery>(document, variables, ({ thing }) => thing === 'PROPOSAL');
  return (
    <ToldList
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
