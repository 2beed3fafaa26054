import { useState } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { Button } from '../../../ui/Button.tsx';
import { type Pair, useText } from '../../../words/lang.ts';
import type { HandoverReport_handover$key } from '../../__generated__/HandoverReport_handover.graphql.ts';
import type { ReportHandover_stop$key } from '../../__generated__/ReportHandover_stop.graphql.ts';
import { to } from '../../shell/address.ts';
import form from '../../shell/forms/Form.module.css';
import { ChooseReport } from './ChooseReport.tsx';
import { HandoverFacts } from './HandoverFacts.tsx';
import { ProveDelivery } from './ProveDelivery.tsx';
import type { Part } from './part.ts';
import { ReportHandover } from './ReportHandover.tsx';

const fragment = graphql`
  fragment HandoverReport_handover on Handover {
    id
    state
    stop {
      id
    }
    ...HandoverFacts_handover
  }
`;

const words = {
  correct: ['Perbaiki', 'Correct'],
  open: ['Foto dan riwayat', 'Photos and history'],
  dispute: ['Lihat kedua hitungan', 'See both counts'],
} as const satisfies Record<string, Pair>;

type HandoverReportProps = {
  handover: HandoverReport_handover$key;
  stop: ReportHandover_stop$key;
  part: Part;
  left: string | undefined;
};

/** One report of a stop, and what the executor can still do about it. */
export function HandoverReport({ handover, stop, part, left }: HandoverReportProps) {
  const t = useText();
  const row = useFragment(fragment, handover);
  const [correcting, setCorrecting] = useState(false);
  const own = part === 'EXECUTOR';
  const correctable = own && (row.state === 'REPORTED' || row.state === 'FAILED');
  return (
    <>
      <HandoverFacts handover={row} />
      {!correcting && (
        <div className={form.buttons}>
          {own && row.state === 'REPORTED' && <ProveDelivery stop={row.stop.id} />}
          {own && row.state === 'SECOND_REPORT' && <ChooseReport id={row.id} />}
          {correctable && <Button onPress={() => setCorrecting(true)}>{t(words.correct)}</Button>}
          <Button href={to.handover(row.id)}>
            {t(row.state === 'DISPUTED' ? words.dispute : words.open)}
          </Button>
        </div>
      )}
      {correcting && (
        <ReportHandover
          stop={stop}
          corrects={row.id}
          left={left}
          onClose={() => setCorrecting(false)}
        />
      )}
    </>
  );
}
