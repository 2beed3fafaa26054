import { graphql } from 'react-relay/hooks';
import { type Pair, useText } from '../../../words/lang.ts';
import type { ChooseReportMutation } from '../../__generated__/ChooseReportMutation.graphql.ts';
import { ReasonAct } from '../../shell/dialogs/ReasonAct.tsx';
import { usePageAction } from '../../shell/live/again.tsx';

const mutation = graphql`
  mutation ChooseReportMutation($input: ChooseReportInput!) {
    chooseReport(input: $input) {
      ... on ReportChosen {
        handover {
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
  choose: ['Pakai laporan ini', 'Use this report'],
  title: ['Pakai laporan kedua?', 'Use the second report?'],
  why: [
    'Laporan ini dihitung, yang pertama tidak lagi. Keduanya tetap terlihat.',
    'This report counts, the first one no longer does. Both stay visible.',
  ],
} as const satisfies Record<string, Pair>;

/** The second report of a stop shall count instead of the first. */
export function ChooseReport({ id }: { id: string }) {
  const t = useText();
  const choosing = usePageAction<ChooseReportMutation>(mutation);
  return (
    <ReasonAct
      act={t(words.choose)}
      of={choosing}
      title={t(words.title)}
      onConfirm={(reason, close) => choosing.act({ handover: id, reason }, close)}
    >
      <p>{t(words.why)}</p>
    </ReasonAct>
  );
}
