import { graphql } from 'react-relay/hooks';
import { Empty } from '../../../ui/States.tsx';
import { type Pair, useText } from '../../../words/lang.ts';
import type { Side } from '../../../words/sides.ts';
import type { ObservedPledgesQuery } from '../../__generated__/ObservedPledgesQuery.graphql.ts';
import { ListCount, ListFoot, NoRows } from '../../lists/ListTable.tsx';
import { pageSize, useList } from '../../lists/list.ts';
import { pledgeOrders } from '../../pledges/lists.ts';
import { PledgeTable } from '../../pledges/PledgeTable.tsx';
import { numberOf } from '../../shell/address.ts';
import { useLoad } from '../../shell/load.ts';

const document = graphql`
  query ObservedPledgesQuery(
    $id: ID!
    $side: Side!
    $order: PledgeOrder!
    $first: Int!
    $after: String
  ) {
    node(id: $id) {
      ... on TenantOrganisation {
        pledges(side: $side, order: $order, first: $first, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          edges {
            node {
              ...PledgeTable_pledges
            }
          }
        }
      }
    }
  }
`;

const words = {
  none: ['Tidak ada janji bantuan', 'No pledges'],
} as const satisfies Record<string, Pair>;

type ObservedPledgesProps = { id: string; path: string; side: Side };

/** Its pledges on one side. */
export function ObservedPledges({ id, path, side }: ObservedPledgesProps) {
  const t = useText();
  const list = useList(path, pledgeOrders, 'terbaru');
  const { node } = useLoad<ObservedPledgesQuery>(
    document,
    { id, side, order: list.order, first: pageSize, after: list.after },
    { fetchPolicy: 'store-and-network' },
  );
  const rows = node?.pledges?.edges.map((edge) => edge.node) ?? [];
  if (rows.length === 0) {
    return (
      <NoRows list={list}>
        <Empty title={t(words.none)} />
      </NoRows>
    );
  }
  return (
    <>
      <ListCount of="pledges" all={node?.pledges?.totalCount} />
      <PledgeTable
        pledges={rows}
        party={side === 'GIVER' ? 'executor' : 'giver'}
        sort={list.sort}
        observed={{ number: numberOf(id), part: side === 'GIVER' ? 'janji' : 'pelaksanaan' }}
      />
      <ListFoot
        list={list}
        shown={rows.length}
        page={node?.pledges}
        sheet={{
          view: 'janji',
          filters: { organisasi: numberOf(id), sisi: side, urut: list.order },
        }}
      />
    </>
  );
}
