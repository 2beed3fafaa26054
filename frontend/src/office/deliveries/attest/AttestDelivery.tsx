import { useState } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { type Pair, useText } from '../../../words/lang.ts';
import type { AttestDelivery_stop$key } from '../../__generated__/AttestDelivery_stop.graphql.ts';
import type { AttestDeliveryMutation } from '../../__generated__/AttestDeliveryMutation.graphql.ts';
import { ActForm } from '../../shell/forms/ActForm.tsx';
import { useAction } from '../../shell/forms/action.ts';
import { TextField } from '../../shell/forms/TextField.tsx';
import { useOffice } from '../../shell/viewer.ts';
import { sentOf } from '../shipment/counts.ts';
import { UnitCounts, useUnitCounts } from './UnitCounts.tsx';

const fragment = graphql`
  fragment AttestDelivery_stop on Stop {
    id
    shipment {
      dispatchedOn
    }
    loads {
      dispatched
      package {
        id
        code
      }
    }
  }
`;

const mutation = graphql`
  mutation AttestDeliveryMutation($input: AttestDeliveryInput!) {
    attestDelivery(input: $input) {
      ... on DeliveryAttested {
        proof {
          id
          stop {
            ...ArrivingStop_stop
          }
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  why: [
    'Tulis menurut hitungan unit, bukan menurut surat jalan.',
    'Write what the unit counted, not what the papers say.',
  ],
  day: ['Hari diterima', 'Day it arrived'],
  message: ['Pesan unit (boleh kosong)', 'What the unit said (may stay empty)'],
  messageHint: [
    'Jangan tulis nama, NIK, atau nomor telepon warga.',
    'Write no name, NIK or telephone number of residents.',
  ],
  save: ['Simpan', 'Save'],
} as const satisfies Record<string, Pair>;

type AttestDeliveryProps = { stop: AttestDelivery_stop$key; onClose: () => void };

/** An officer of the kelurahan records what the unit got. */
export function AttestDelivery({ stop, onClose }: AttestDeliveryProps) {
  const t = useText();
  const { today } = useOffice();
  const { id, loads, shipment } = useFragment(fragment, stop);
  const counts = useUnitCounts(sentOf(loads));
  const [happenedOn, setDay] = useState(today);
  const [message, setMessage] = useState('');
  const attesting = useAction<AttestDeliveryMutation>(mutation);
  const send = () => {
    const numbers = counts.numbers();
    if (numbers) attesting.act({ stop: id, counts: numbers, happenedOn, message }, onClose);
  };
  return (
    <ActForm of={attesting} why={t(words.why)} send={t(words.save)} onSend={send} back={onClose}>
      <UnitCounts counts={counts} />
      <TextField
        label={t(words.day)}
        type="date"
        required
        min={shipment.dispatchedOn ?? undefined}
        max={today}
        value={happenedOn}
        onValue={setDay}
      />
      <TextField
        label={t(words.message)}
        hint={t(words.messageHint)}
        maxLength={1000}
        value={message}
        onValue={setMessage}
      />
    </ActForm>
  );
}
