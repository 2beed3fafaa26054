import { useState } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../../format/dates.ts';
import { Button } from '../../../ui/Button.tsx';
import { Chip } from '../../../ui/Chip.tsx';
import { handoverState, stopState } from '../../../words/deliveries.ts';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import type { ArrivingStop_stop$key } from '../../__generated__/ArrivingStop_stop.graphql.ts';
import { unitName } from '../../shared/names.ts';
import { to } from '../../shell/address.ts';
import form from '../../shell/forms/Form.module.css';
import { AttachFile } from '../shipment/AttachFile.tsx';
import { EvidenceFiles } from '../shipment/EvidenceFiles.tsx';
import { ProofCounts } from '../shipment/ProofCounts.tsx';
import css from '../shipment/ShipmentStop.module.css';
import { WaitingProofs } from '../shipment/WaitingProofs.tsx';
import { AttestDelivery } from './AttestDelivery.tsx';

const fragment = graphql`
  fragment ArrivingStop_stop on Stop {
    id
    state
    reason
    unit {
      name
      kind
      kelurahan {
        name
      }
    }
    shipment {
      number
      dispatchedOn
      executor {
        name
      }
    }
    handovers {
      id
      state
      disputedOn
      proofs {
        id
        method
        ...ProofCounts_proof
      }
      evidence {
        ...EvidenceFiles_files
      }
    }
    ...WaitingProofs_stop
    ...AttestDelivery_stop
  }
`;

const words = {
  from: [
    (who: string, when: string) => `Dari ${who}, berangkat ${when}`,
    (who: string, when: string) => `From ${who}, left ${when}`,
  ],
  attest: ['Catat yang diterima unit', 'Record what the unit got'],
  dispute: ['Lihat sengketanya', 'See the dispute'],
  again: ['Betulkan catatan Anda', 'Correct your record'],
} as const satisfies Record<string, Pair<unknown>>;

const counting = ['REPORTED', 'PROVEN', 'VERIFIED', 'DISPUTED', 'RESOLVED', 'FAILED'];

const attach = (proof: string) => (
  <div>
    <AttachFile of={{ proof }} kinds={['PAPER']} />
  </div>
);

/** A delivery to a unit of the officer's kelurahan. How many were sent stands nowhere: units count. */
export function ArrivingStop({ stop }: { stop: ArrivingStop_stop$key }) {
  const t = useText();
  const lang = useLang();
  const row = useFragment(fragment, stop);
  const [open, setOpen] = useState(false);
  const handover = row.handovers.find((each) => counting.includes(each.state));
  const state = handover ? handoverState[handover.state] : stopState[row.state];
  const proven = handover && handover.proofs.length > 0;
  const own = handover?.proofs.some((each) => each.method === 'KELURAHAN');
  const over = ['FAILED', 'VERIFIED', 'RESOLVED'].includes(handover?.state ?? '');
  const name = unitName(row.unit);
  return (
    <article className={css.stop} aria-label={name}>
      <div className={css.head}>
        <h3>{name}</h3>
        {state && <Chip tone={state.tone}>{t(state.word)}</Chip>}
      </div>
      <p>
        {t(words.from)(
          row.shipment.executor.name,
          row.shipment.dispatchedOn ? day(row.shipment.dispatchedOn, lang) : '–',
        )}{' '}
        ({row.shipment.number})
      </p>
      {row.reason && <p>{row.reason}</p>}
      {handover?.proofs.map((proof) => (
        <ProofCounts key={proof.id} proof={proof} attach={attach} />
      ))}
      {handover && <EvidenceFiles files={handover.evidence} />}
      <WaitingProofs stop={row} attach={attach} />
      {!open && (!over || handover?.disputedOn) && (
        <div className={form.buttons}>
          {!over && (
            <Button look={proven ? 'plain' : 'primary'} onPress={() => setOpen(true)}>
              {t(own ? words.again : words.attest)}
            </Button>
          )}
          {handover?.disputedOn && (
            <Button href={to.handover(handover.id)}>{t(words.dispute)}</Button>
          )}
        </div>
      )}
      {open && <AttestDelivery stop={row} onClose={() => setOpen(false)} />}
    </article>
  );
}
