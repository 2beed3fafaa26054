import { lazy, Suspense } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { Button } from '../../../ui/Button.tsx';
import { type Pair, useText } from '../../../words/lang.ts';
import type { ShipmentActions_shipment$key } from '../../__generated__/ShipmentActions_shipment.graphql.ts';
import type { ShipmentActionsMutation } from '../../__generated__/ShipmentActionsMutation.graphql.ts';
import { to } from '../../shell/address.ts';
import { ReasonAct } from '../../shell/dialogs/ReasonAct.tsx';
import { usePageAction } from '../../shell/live/again.tsx';
import { useOffice } from '../../shell/viewer.ts';

// Wanted only before a trip leaves: the pages of most have none.
const Dispatch = lazy(() => import('./Dispatch.tsx').then((each) => ({ default: each.Dispatch })));

const fragment = graphql`
  fragment ShipmentActions_shipment on Shipment {
    id
    number
    state
    executor {
      id
    }
    ...Dispatch_shipment
  }
`;

const mutation = graphql`
  mutation ShipmentActionsMutation($input: CancelShipmentInput!) {
    cancelShipment(input: $input) {
      ... on ShipmentCancelled {
        shipment {
          id
          state
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  change: ['Ubah', 'Change'],
  cancel: ['Batalkan', 'Cancel it'],
  cancelOf: [(number: string) => `Batalkan ${number}`, (number: string) => `Cancel ${number}`],
} as const satisfies Record<string, Pair<unknown>>;

/** What the executor may do before the trip leaves. */
export function ShipmentActions({ shipment }: { shipment: ShipmentActions_shipment$key }) {
  const t = useText();
  const { acts, organisation } = useOffice();
  const row = useFragment(fragment, shipment);
  const cancelling = usePageAction<ShipmentActionsMutation>(mutation);
  if (!acts || row.state !== 'PLANNED' || row.executor.id !== organisation.profile?.id) return null;
  return (
    <>
      <Suspense fallback={null}>
        <Dispatch shipment={row} />
      </Suspense>
      <Button href={to.changeShipment(row.id)}>{t(words.change)}</Button>
      <ReasonAct
        act={t(words.cancel)}
        of={cancelling}
        title={t(words.cancelOf)(row.number)}
        look="danger"
        onConfirm={(reason, close) => cancelling.act({ shipment: row.id, reason }, close)}
      />
    </>
  );
}
