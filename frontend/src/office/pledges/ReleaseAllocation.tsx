import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { ReleaseAllocationMutation } from '../__generated__/ReleaseAllocationMutation.graphql.ts';
import { ReasonDialog } from '../shell/dialogs/ReasonDialog.tsx';
import { Answer } from '../shell/forms/Answer.tsx';
import { useAction } from '../shell/forms/action.ts';

const mutation = graphql`
  mutation ReleaseAllocationMutation($input: ReleaseAllocationsInput!) {
    releaseAllocations(input: $input) {
      ... on AllocationsReleased {
        pledge {
          lines {
            id
            allocated
            unallocated
          }
          ...PledgeActions_changed
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  take: ['Lepas', 'Release'],
  label: [
    (unit: string) => `Lepas alokasi untuk ${unit}`,
    (unit: string) => `Release the allocation for ${unit}`,
  ],
  title: [
    (unit: string) => `Lepas alokasi untuk ${unit}?`,
    (unit: string) => `Release the allocation for ${unit}?`,
  ],
  why: [
    'Paketnya kembali tanpa tujuan dan dapat dialokasikan ke unit lain. Tempat di unit ini terbuka bagi yang lain.',
    'Its packages have no destination again and can go to other units. The place at this unit is open to others.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

/** Takes one destination back that the Pemprov has not confirmed yet. */
export function ReleaseAllocation(props: { pledge: string; allocation: string; unit: string }) {
  const { pledge, allocation, unit } = props;
  const t = useText();
  const [confirming, setConfirming] = useState(false);
  const releasing = useAction<ReleaseAllocationMutation>(mutation);
  const close = () => {
    setConfirming(false);
    releasing.clear();
  };
  return (
    <>
      {' '}
      <Button look="quiet" label={t(words.label)(unit)} onPress={() => setConfirming(true)}>
        {t(words.take)}
      </Button>
      {confirming && (
        <ReasonDialog
          open={!releasing.busy}
          title={t(words.title)(unit)}
          confirm={t(words.take)}
          look="danger"
          busy={releasing.busy}
          reason="none"
          answer={<Answer refusal={releasing.refusal} failure={releasing.failure} />}
          onConfirm={() =>
            releasing.act({ pledge, allocations: [allocation] }, close, (store) => {
              store.get(allocation)?.setValue('RELEASED', 'state');
            })
          }
          onClose={close}
        >
          <p>{t(words.why)}</p>
        </ReasonDialog>
      )}
    </>
  );
}
