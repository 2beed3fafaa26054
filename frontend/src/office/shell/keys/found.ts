import { useEffect, useState } from 'react';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import { type Pair, useText } from '../../../words/lang.ts';
import { pledgeState } from '../../../words/pledges.ts';
import type { foundQuery, foundQuery$data } from '../../__generated__/foundQuery.graphql.ts';
import { unitName } from '../../shared/names.ts';
import { globalId, to } from '../address.ts';
import { useOffice } from '../viewer.ts';
import { type Group, type Item, leadsTo } from './items.ts';
import { pledgeNumber } from './keys.ts';

const document = graphql`
  query foundQuery($search: String!, $pledge: ID!, $numbered: Boolean!) {
    units(search: $search, first: 6) {
      edges {
        node {
          id
          code
          name
          kind
          kelurahan {
            name
          }
          kecamatan {
            name
          }
        }
      }
    }
    organisations(search: $search, first: 5) {
      edges {
        node {
          id
          name
        }
      }
    }
    node(id: $pledge) @include(if: $numbered) {
      ... on Pledge {
        id
        number
        state
        giver {
          name
        }
      }
    }
  }
`;

const words = {
  pledges: ['Janji bantuan', 'Pledges'],
  units: ['Unit', 'Units'],
  organisations: ['Organisasi', 'Organisations'],
} as const satisfies Record<string, Pair>;

// Whoever types on does not ask for each letter.
const WAIT_MS = 150;

type Found = { text: string; data: foundQuery$data | undefined; failed: boolean };

/** What the server finds for a text, a moment after it was last changed. */
function useAnswer(text: string): Found {
  const environment = useRelayEnvironment();
  const [found, setFound] = useState<Found>({ text: '', data: undefined, failed: false });
  useEffect(() => {
    const search = text.trim();
    if (search.length < 2 && !pledgeNumber(search)) {
      setFound({ text, data: undefined, failed: false });
      return;
    }
    const number = pledgeNumber(search);
    let asking: { unsubscribe: () => void } | undefined;
    const timer = setTimeout(() => {
      asking = fetchQuery<foundQuery>(
        environment,
        document,
        { search, pledge: globalId('Pledge', number ?? '0'), numbered: number !== undefined },
        { fetchPolicy: 'network-only' },
      ).subscribe({
        next: (data) => setFound({ text, data, failed: false }),
        error: () => setFound({ text, data: undefined, failed: true }),
      });
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      asking?.unsubscribe();
    };
  }, [environment, text]);
  return found;
}

/** Pledges, units and organisations that the server finds for a text. */
export function useFound(text: string): { groups: Group[]; failed: boolean } {
  const t = useText();
  const { data, failed } = useAnswer(text);
  const pemprov = useOffice().organisation.kind === 'PEMPROV';
  const units = (data?.units.edges ?? []).map(({ node }) =>
    leadsTo(
      node.id,
      unitName(node),
      pemprov ? to.unitAtWork(node.code) : to.unit(node.code),
      node.kecamatan.name,
    ),
  );
  const organisations = (data?.organisations.edges ?? []).map(({ node }) =>
    leadsTo(node.id, node.name, pemprov ? to.tenant(node.id) : to.organisation(node.id)),
  );
  return {
    groups: [
      { name: t(words.pledges), items: usePledge(data) },
      { name: t(words.units), items: units },
      { name: t(words.organisations), items: organisations },
    ],
    failed,
  };
}

/** The pledge that has the number. */
function usePledge(data: foundQuery$data | undefined): Item[] {
  const t = useText();
  const pledge = data?.node;
  if (!pledge?.id || !pledge.number) return [];
  const state = pledge.state && pledgeState[pledge.state]?.word;
  const detail = [pledge.giver?.name, state && t(state)].filter(Boolean).join(' · ');
  return [leadsTo(pledge.id, pledge.number, to.pledge(pledge.id), detail)];
}
