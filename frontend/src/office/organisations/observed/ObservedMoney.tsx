import { graphql } from 'react-relay/hooks';
import { Empty } from '../../../ui/States.tsx';
import { type Pair, useText } from '../../../words/lang.ts';
import type { Side } from '../../../words/sides.ts';
import type { ObservedMoneyQuery } from '../../__generated__/ObservedMoneyQuery.graphql.ts';
import { ContributionTable } from '../../contributions/ContributionTable.tsx';
import { contributionOrders } from '../../contributions/lists.ts';
import { pageSize, useList } from '../../lists/list.ts';
import { numberOf } from '../../shell/address.ts';
import { useLoad } from '../../shell/load.ts';

const document = graphql`
  query ObservedMoneyQuery(
    $id: ID!
    $side: Side!
    $order: ContributionOrder!
    $first: Int!
    $after: String
  ) {
    node(id: $id) {
      ... on TenantOrganisation {
        contributions(side: $side, order: $order, first: $first, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          edges {
            node {
              ...ContributionTable_contributions
            }
          }
        }
      }
    }
  }
`;

const words = {
  none: ['Tidak ada kontribusi', 'No contributions'],
} as const satisfies Record<string, Pair>;

type ObservedMoneyProps = { id: string; path: string; side: Side };

/** The money it gave, or received. */
export function ObservedMoney({ id, path, side }: ObservedMoneyProps) {
  const t = useText();
  const list = useList(path, contributionOrders, 'terbaru');
  const { node } = useLoad<ObservedMoneyQuery>(
    document,
    { id, side, order: list.order, first: pageSize, after: list.after },
    { fetchPolicy: 'store-and-network' },
  );
  return (
    <ContributionTable
      contributions={node?.contributions?.edges.map((edge) => edge.node) ?? []}
      list={list}
      page={node?.contributions}
      sheet={{
        view: 'kontribusi',
        filters: { organisasi: numberOf(id), sisi: side, urut: list.order },
      }}
      side={side}
      observed={{ number: numberOf(id), part: 'kontribusi' }}
      empty={<Empty title={t(words.none)} />}
    />
  );
}
