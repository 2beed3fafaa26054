import { graphql } from 'react-relay/hooks';
import { type Pair, useText } from '../../../words/lang.ts';
import type { ReopenDiscrepancyMutation } from '../../__generated__/ReopenDiscrepancyMutation.graphql.ts';
import { ReasonAct } from '../../shell/dialogs/ReasonAct.tsx';
import { usePageAction } from '../../shell/live/again.tsx';

const mutation = graphql`
  mutation ReopenDiscrepancyMutation($input: ReopenDiscrepancyInput!) {
    reopenDiscrepancy(input: $input) {
      ... on DiscrepancyReopened {
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
  reopen: ['Buka kembali', 'Open again'],
  title: ['Buka kembali selisih ini?', 'Open this discrepancy again?'],
  why: [
    'Untuk penyelesaian yang salah dicatat, selama yang dibebaskannya belum terpakai.',
    'For a settlement that was recorded by mistake, while what it set free is not used.',
  ],
} as const satisfies Record<string, Pair>;

/** Takes back a settlement that was recorded by mistake. */
export function ReopenDiscrepancy({ id }: { id: string }) {
  const t = useText();
  const reopening = usePageAction<ReopenDiscrepancyMutation>(mutation);
  return (
    <ReasonAct
      act={t(words.reopen)}
      of={reopening}
      title={t(words.title)}
      onConfirm={(reason, close) => reopening.act({ discrepancy: id, reason }, close)}
    >
      <p>{t(words.why)}</p>
    </ReasonAct>
  );
}
