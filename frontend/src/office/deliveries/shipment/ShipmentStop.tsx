import { useState } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { Button } from '../../../ui/Button.tsx';
import { Chip } from '../../../ui/Chip.tsx';
import { stopState } from '../../../words/deliveries.ts';
import { type Pair, useText } from '../../../words/lang.ts';
import type { ShipmentStop_stop$key } from '../../__generated__/ShipmentStop_stop.graphql.ts';
import { unitName } from '../../shared/names.ts';
import { to } from '../../shell/address.ts';
import form from '../../shell/forms/Form.module.css';
import { FailStop } from './FailStop.tsx';
import { HandoverReport } from './HandoverReport.tsx';
import type { Part } from './part.ts';
import { ReportHandover } from './ReportHandover.tsx';
import css from './ShipmentStop.module.css';
import { StopDiscrepancies } from './StopDiscrepancies.tsx';
import { StopLoads } from './StopLoads.tsx';
import { WaitingProofs } from './WaitingProofs.tsx';

const fragment = graphql`
  fragment ShipmentStop_stop on Stop {
    id
    position
    state
    reason
    distributionPlan
    unit {
      code
      name
      kind
      kelurahan {
        name
      }
    }
    handovers {
      id
      ...HandoverReport_handover
    }
    ...WaitingProofs_stop
    ...StopDiscrepancies_stop
    ...StopLoads_stop
    ...ReportHandover_stop
  }
`;

const words = {
  report: ['Catat serah terima', 'Record the handover'],
} as const satisfies Record<string, Pair>;

type ShipmentStopProps = {
  stop: ShipmentStop_stop$key;
  part: Part;
  /** The day on which the trip left. */
  left: string | undefined;
};

/** A unit on the trip. */
export function ShipmentStop({ stop, part, left }: ShipmentStopProps) {
  const t = useText();
  const row = useFragment(fragment, stop);
  const [reporting, setReporting] = useState(false);
  const state = stopState[row.state];
  const name = unitName(row.unit);
  return (
    <article className={css.stop} aria-label={name}>
      <div className={css.head}>
        <h3>
          {row.position}. <a href={to.unit(row.unit.code)}>{name}</a>
        </h3>
        {state && <Chip tone={state.tone}>{t(state.word)}</Chip>}
      </div>
      {row.distributionPlan && <p>{row.distributionPlan}</p>}
      <StopLoads stop={row} />
      {row.handovers.map((handover) => (
        <HandoverReport key={handover.id} handover={handover} stop={row} part={part} left={left} />
      ))}
      <WaitingProofs stop={row} />
      <StopDiscrepancies stop={row} part={part} />
      {part === 'EXECUTOR' && row.state === 'ON_THE_WAY' && !reporting && (
        <div className={form.buttons}>
          <Button look="primary" onPress={() => setReporting(true)}>
            {t(words.report)}
          </Button>
          <FailStop id={row.id} name={name} left={left} />
        </div>
      )}
      {reporting && <ReportHandover stop={row} left={left} onClose={() => setReporting(false)} />}
    </article>
  );
}
