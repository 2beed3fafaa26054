import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { Choice } from '../../../ui/Field.tsx';
import { type Pair, useText } from '../../../words/lang.ts';
import type {
  SettleDiscrepancyMutation,
  Settlement,
} from '../../__generated__/SettleDiscrepancyMutation.graphql.ts';
import { ReasonAct } from '../../shell/dialogs/ReasonAct.tsx';
import { usePageAction } from '../../shell/live/again.tsx';

const mutation = graphql`
  mutation SettleDiscrepancyMutation($input: SettleDiscrepancyInput!) {
    settleDiscrepancy(input: $input) {
      ... on DiscrepancySettled {
        discrepancy {
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
  settle: ['Selesaikan', 'Settle'],
  title: ['Selesaikan selisih', 'Settle the discrepancy'],
  replaced: ['Pelaksana ganti', 'The executor replaces them'],
  replacedWhy: [
    'Unitnya tetap menunggu paket pengganti.',
    'The unit goes on waiting for the replacement.',
  ],
  returned: ['Untuk unit lain', 'For another unit'],
  returnedWhy: [
    'Kebutuhan unit terbuka lagi, dan janji ini berutang paketnya kepada unit lain.',
    'The unit’s need is open again, and the pledge owes the packages to another unit.',
  ],
  written: ['Hapuskan', 'Write them off'],
  writtenWhy: [
    'Kebutuhan unit terbuka lagi untuk siapa saja.',
    'The unit’s need is open again for anybody.',
  ],
} as const satisfies Record<string, Pair>;

const choices: readonly (readonly [Settlement, Pair, Pair])[] = [
  ['REPLACED', words.replaced, words.replacedWhy],
  ['RETURNED_TO_NEED', words.returned, words.returnedWhy],
  ['WRITTEN_OFF', words.written, words.writtenWhy],
];

/** How damaged and missing packages are settled: by the executor, after the due day by the Pemprov. */
export function SettleDiscrepancy({ id }: { id: string }) {
  const t = useText();
  const [settlement, setSettlement] = useState<Settlement>('REPLACED');
  const settling = usePageAction<SettleDiscrepancyMutation>(mutation);
  return (
    <ReasonAct
      act={t(words.settle)}
      of={settling}
      title={t(words.title)}
      onConfirm={(reason, close) => settling.act({ discrepancy: id, settlement, reason }, close)}
    >
      {choices.map(([value, label, hint]) => (
        <Choice
          key={value}
          type="radio"
          name="penyelesaian"
          value={value}
          label={t(label)}
          hint={t(hint)}
          checked={settlement === value}
          onPick={() => setSettlement(value)}
        />
      ))}
    </ReasonAct>
  );
}
