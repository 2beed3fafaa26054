import { graphql, readInlineData } from 'react-relay/hooks';
import type { awaited_pledge$key } from '../__generated__/awaited_pledge.graphql.ts';
import type { awaitedQuery } from '../__generated__/awaitedQuery.graphql.ts';
import { globalId } from '../shell/address.ts';
import { useLoad } from '../shell/load.ts';
import { useOffice } from '../shell/viewer.ts';

/** What may come in: packages of a pledge line, or those that replace damaged and missing ones. */
export type Awaited = {
  key: string;
  pledge: { id: string; number: string };
  giver: string;
  package: { id: string; code: string };
  /** Of the line, or of the discrepancy. */
  quantity: number;
  stocked: number;
  /** Whether the executor buys them itself. */
  bought: boolean;
  /** The discrepancy that they replace. */
  replaces: string | null;
};

const document = graphql`
  query awaitedQuery($discrepancy: ID!, $replaces: Boolean!) {
    node(id: $discrepancy) @include(if: $replaces) {
      ... on Discrepancy {
        id
        state
        damaged
        missing
        replaced
        giver {
          name
        }
        load {
          allocation {
            pledge {
              id
              number
            }
            package {
              id
              code
            }
          }
        }
      }
    }
    viewer {
      organisation {
        id
        incoming: pledges(side: EXECUTOR, states: [ACCEPTED, COMMITTED], first: 200) {
          edges {
            node {
              ...awaited_pledge
            }
          }
        }
        own: pledges(side: GIVER, states: [SUBMITTED, ACCEPTED, COMMITTED], first: 200) {
          edges {
            node {
              ...awaited_pledge
            }
          }
        }
      }
    }
  }
`;

const fragment = graphql`
  fragment awaited_pledge on Pledge @inline {
    id
    number
    giver {
      id
      name
    }
    executor {
      id
    }
    lines {
      id
      quantity
      stocked
      package {
        id
        code
        every
      }
    }
  }
`;

function replacement(node: awaitedQuery['response']['node']): Awaited[] {
  const allocation = node?.load?.allocation;
  if (!node?.id || node.state !== 'REPLACED' || !allocation) return [];
  return [
    {
      key: node.id,
      pledge: allocation.pledge,
      giver: node.giver?.name ?? '',
      package: allocation.package,
      quantity: (node.damaged ?? 0) + (node.missing ?? 0),
      stocked: node.replaced ?? 0,
      bought: false,
      replaces: node.id,
    },
  ];
}

/**
 * The replacement of a discrepancy, if one is named, then the lines of pledges whose packages have
 * not all come in. Ready meals are never stocked.
 */
export function useAwaited(discrepancy: string | undefined): Awaited[] {
  const { organisation } = useOffice();
  const { node, viewer } = useLoad<awaitedQuery>(
    document,
    {
      discrepancy: discrepancy ?? globalId('Discrepancy', '0'),
      replaces: discrepancy !== undefined,
    },
    { fetchPolicy: 'network-only' },
  );
  const { incoming, own } = viewer?.organisation ?? {};
  const lines = [...(incoming?.edges ?? []), ...(own?.edges ?? [])]
    .map((edge) => readInlineData<awaited_pledge$key>(fragment, edge.node))
    .filter((pledge) => pledge.executor.id === organisation.profile?.id)
    .flatMap((pledge) =>
      pledge.lines
        .filter((line) => line.package.every !== 'DAY' && line.stocked < line.quantity)
        .map((line) => ({
          key: line.id,
          pledge,
          giver: pledge.giver.name,
          package: line.package,
          quantity: line.quantity,
          stocked: line.stocked,
          bought: pledge.giver.id === pledge.executor.id,
          replaces: null,
        })),
    );
  return [...replacement(node), ...lines];
}
