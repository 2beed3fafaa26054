import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { Environment, GraphQLTaggedNode, OperationType } from 'relay-runtime';
import type { arrivalsRowQuery } from '../__generated__/arrivalsRowQuery.graphql.ts';
import { type Concerns, useArrivals } from '../shell/live/refresh.ts';
import { QUIET } from '../shell/relay.ts';

const row = graphql`
  query arrivalsRowQuery($id: ID!) {
    node(id: $id) {
      ... on Pledge {
        id
        ...PledgeActions_changed @alias(as: "changed")
        ...PledgeQueuePage_pledge @alias(as: "queued")
      }
    }
  }
`;

/** Reads one pledge again; it changes wherever it is shown. */
export function refreshPledge(environment: Environment, id: string): void {
  fetchQuery<arrivalsRowQuery>(
    environment,
    row,
    { id },
    { fetchPolicy: 'network-only', networkCacheConfig: QUIET },
  ).subscribe({ error: () => undefined });
}

const ofPledges: Concerns = ({ thing }) => thing === 'PLEDGE';

/** `useArrivals` of a list of pledges. */
export function usePledgeArrivals<Query extends OperationType>(
  document: GraphQLTaggedNode,
  variables: Query['variables'],
  ids: (response: Query['response']) => readonly string[],
) {
  const environment = useRelayEnvironment();
  return useArrivals<Query>(document, variables, ids, ofPledges, (id) =>
    refreshPledge(environment, id),
  );
}
