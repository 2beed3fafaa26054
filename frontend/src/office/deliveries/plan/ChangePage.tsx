import { graphql } from 'react-relay/hooks';
import { PageHead } from '../../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../../words/lang.ts';
import type { ChangePageMutation } from '../../__generated__/ChangePageMutation.graphql.ts';
import type { ChangePageQuery } from '../../__generated__/ChangePageQuery.graphql.ts';
import { globalId, to } from '../../shell/address.ts';
import { Missing } from '../../shell/Boundary.tsx';
import { useAction } from '../../shell/forms/action.ts';
import { useLoad } from '../../shell/load.ts';
import { go, useNumber } from '../../shell/navigation.ts';
import { useOffice } from '../../shell/viewer.ts';
import { candidateOf } from './candidates.ts';
import { type Draft, planOf } from './draft.ts';
import { PlanForm } from './PlanForm.tsx';

const document = graphql`
  query ChangePageQuery($id: ID!) @preloadable {
    node(id: $id) {
      ... on Shipment {
        id
        number
        state
        day
        slotStarts
        slotEnds
        vehicle
        inCharge
        mode
        modeReason
        crowdPlan
        note
        executor {
          id
        }
        stops {
          id
          distributionPlan
          unit {
            id
          }
          courier {
            id
          }
          loads {
            id
            quantity
            allocation {
              id
              ...candidates_allocation
            }
          }
        }
      }
    }
  }
`;

const mutation = graphql`
  mutation ChangePageMutation($input: ChangeShipmentInput!) {
    changeShipment(input: $input) {
      ... on ShipmentChanged {
        shipment {
          id
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  title: [(number: string) => `Ubah ${number}`, (number: string) => `Change ${number}`],
} as const satisfies Record<string, Pair<unknown>>;

type Planned = NonNullable<ChangePageQuery['response']['node']>;

/** The plan as it is now. */
function draftOf(shipment: Planned, today: string): Draft {
  const stops = shipment.stops ?? [];
  return {
    loads: Object.fromEntries(
      stops.flatMap((stop) =>
        stop.loads.map((load) => [
          load.allocation.id,
          {
            row: candidateOf(load.allocation, load.quantity),
            quantity: String(load.quantity),
          },
        ]),
      ),
    ),
    order: stops.map((stop) => stop.unit.id),
    day: shipment.day ?? today,
    starts: shipment.slotStarts ?? '',
    ends: shipment.slotEnds ?? '',
    vehicle: shipment.vehicle ?? '',
    inCharge: shipment.inCharge ?? '',
    pickup: shipment.mode === 'PICKUP_POINT',
    pickupReason: shipment.modeReason ?? '',
    crowdPlan: shipment.crowdPlan ?? '',
    note: shipment.note ?? '',
    kept: Object.fromEntries(
      stops.map((stop) => [
        stop.unit.id,
        { courier: stop.courier?.id ?? null, distributionPlan: stop.distributionPlan },
      ]),
    ),
  };
}

export function Page() {
  const t = useText();
  const id = globalId('Shipment', useNumber());
  const { acts, today, organisation } = useOffice();
  const { node: shipment } = useLoad<ChangePageQuery>(
    document,
    { id },
    { fetchPolicy: 'network-only' },
  );
  const changing = useAction<ChangePageMutation>(mutation);
  const own = acts && shipment?.executor?.id === organisation.profile?.id;
  if (!own || !shipment?.number || shipment.state !== 'PLANNED') return <Missing />;
  return (
    <>
      <PageHead
        title={t(words.title)(shipment.number)}
        back={{ href: to.shipment(id), label: shipment.number }}
      />
      <PlanForm
        first={draftOf(shipment, today)}
        of={changing}
        back={to.shipment(id)}
        onSend={(draft) =>
          changing.act({ shipment: id, ...planOf(draft) }, () => go(to.shipment(id)))
        }
      />
    </>
  );
}
