import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../../format/dates.ts';
import { Notice } from '../../../ui/States.tsx';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import type { ShipmentConsent_shipment$key } from '../../__generated__/ShipmentConsent_shipment.graphql.ts';
import type { ShipmentConsentMutation } from '../../__generated__/ShipmentConsentMutation.graphql.ts';
import { to } from '../../shell/address.ts';
import { ReasonAct } from '../../shell/dialogs/ReasonAct.tsx';
import { usePageAction } from '../../shell/live/again.tsx';
import { useOffice } from '../../shell/viewer.ts';

const fragment = graphql`
  fragment ShipmentConsent_shipment on Shipment {
    id
    state
    needsConsent
    consentedOn
    consentReason
  }
`;

const mutation = graphql`
  mutation ShipmentConsentMutation($input: TakeBackConsentInput!) {
    takeBackConsent(input: $input) {
      ... on ConsentTakenBack {
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
  waits: ['Menunggu izin Pemprov', 'Awaiting the consent of the provincial government'],
  waitsWhy: [
    'PKS pelaksananya tidak berlaku. Yang sudah dimuat hanya berangkat dengan izin Pemprov.',
    'The agreement of its executor is not in force. What is loaded leaves with consent only.',
  ],
  decide: ['Buka daftar pengalihan', 'Open the list of reassignments'],
  consented: [
    (when: string) => `Pemprov mengizinkan berangkat pada ${when}`,
    (when: string) => `The provincial government let it leave on ${when}`,
  ],
  back: ['Batalkan izin', 'Take the consent back'],
} as const satisfies Record<string, Pair<unknown>>;

/** Whether a shipment waits for the Pemprov's consent, or has it. */
export function ShipmentConsent({ shipment: key }: { shipment: ShipmentConsent_shipment$key }) {
  const t = useText();
  const lang = useLang();
  const { acts, organisation } = useOffice();
  const shipment = useFragment(fragment, key);
  const taking = usePageAction<ShipmentConsentMutation>(mutation);
  const pemprov = acts && organisation.kind === 'PEMPROV';
  if (shipment.needsConsent) {
    return (
      <Notice tone="note" title={t(words.waits)}>
        <p>{t(words.waitsWhy)}</p>
        {pemprov && <a href={to.reassignments}>{t(words.decide)}</a>}
      </Notice>
    );
  }
  if (!shipment.consentedOn) return null;
  return (
    <Notice tone="note" title={t(words.consented)(day(shipment.consentedOn, lang))}>
      <p>{shipment.consentReason}</p>
      {pemprov && shipment.state === 'PLANNED' && (
        <ReasonAct
          act={t(words.back)}
          of={taking}
          title={t(words.back)}
          onConfirm={(reason, close) => taking.act({ shipment: shipment.id, reason }, close)}
        />
      )}
    </Notice>
  );
}
