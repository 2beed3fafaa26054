import { graphql } from 'react-relay/hooks';
import { Empty } from '../../../ui/States.tsx';
import { PageHead } from '../../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../../words/lang.ts';
import type { PlanPageMutation } from '../../__generated__/PlanPageMutation.graphql.ts';
import type { PlanPageQuery } from '../../__generated__/PlanPageQuery.graphql.ts';
import { to } from '../../shell/address.ts';
import { Missing } from '../../shell/Boundary.tsx';
import { useAction } from '../../shell/forms/action.ts';
import { useLoad } from '../../shell/load.ts';
import { go } from '../../shell/navigation.ts';
import { useOffice } from '../../shell/viewer.ts';
import { emptyDraft, planOf } from './draft.ts';
import { PlanForm } from './PlanForm.tsx';

const document = graphql`
  query PlanPageQuery @preloadable {
    viewer {
      organisation {
        id
        allocationsToLoad(first: 1) {
          totalCount
        }
      }
    }
  }
`;

const mutation = graphql`
  mutation PlanPageMutation($input: PlanShipmentInput!) {
    planShipment(input: $input) {
      ... on ShipmentPlanned {
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
  title: ['Rencanakan pengiriman', 'Plan a shipment'],
  back: ['Pengiriman', 'Shipments'],
  none: ['Tidak ada yang menunggu dimuat', 'Nothing waits to be loaded'],
  noneWhy: [
    'Alokasi muncul di sini setelah janjinya menjadi komitmen.',
    'Allocations appear here once their pledge is committed.',
  ],
} as const satisfies Record<string, Pair>;

export function Page() {
  const t = useText();
  const { acts, today } = useOffice();
  const { viewer } = useLoad<PlanPageQuery>(document, {}, { fetchPolicy: 'network-only' });
  const planning = useAction<PlanPageMutation>(mutation);
  const waiting = viewer?.organisation?.allocationsToLoad.totalCount ?? 0;
  if (!acts) return <Missing />;
  return (
    <>
      <PageHead title={t(words.title)} back={{ href: to.shipments, label: t(words.back) }} />
      {waiting === 0 ? (
        <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>
      ) : (
        <PlanForm
          first={emptyDraft(today)}
          of={planning}
          back={to.shipments}
          onSend={(draft) =>
            planning.act(planOf(draft), (payload) => {
              if ('shipment' in payload && payload.shipment) go(to.shipment(payload.shipment.id));
            })
          }
        />
      )}
    </>
  );
}
