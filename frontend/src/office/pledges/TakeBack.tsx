import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { TakeBackMutation } from '../__generated__/TakeBackMutation.graphql.ts';
import { useAct } from '../act.ts';
import { Answer } from '../parts/Answer.tsx';
import { ReasonDialog } from '../parts/ReasonDialog.tsx';

const mutation = graphql`
  mutation TakeBackMutation($input: ReleaseAllocationsInput!) {
    releaseAllocations(input: $input) {
      ... on AllocationsReleased {
        pledge {
          lines {
            id
            allocated
            unallocated
          }
          ...PledgeActs_changed
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
export function TakeBack(props: { pledge: string; allocation: string; unit: string }) {
  const { pledge, allocation, unit } = props;
  const t = useText();
  const [asked, setAsked] = useState(false);
  const acting = useAct<TakeBackMutation>(mutation);
  const close = () => {
    setAsked(false);
    acting.clear();
  };
  return (
    <>
      {' '}
      <Button look="quiet" label={t(words.label)(unit)} onPress={() => setAsked(true)}>
        {t(words.take)}
      </Button>
      {asked && (
        <ReasonDialog
          open={!acting.busy}
          title={t(words.title)(unit)}
          confirm={t(words.take)}
          look="danger"
          busy={acting.busy}
          reason="none"
          answer={<Answer refusal={acting.refusal} fault={acting.fault} />}
          onConfirm={() =>
            acting.act({ pledge, allocations: [allocation] }, close, (store) => {
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
