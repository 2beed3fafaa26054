import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { Choice } from '../../../ui/Field.tsx';
import { proofMethod } from '../../../words/deliveries.ts';
import { type Pair, useText } from '../../../words/lang.ts';
import type { ProveDeliveryMutation } from '../../__generated__/ProveDeliveryMutation.graphql.ts';
import { ActDialog } from '../../shell/dialogs/ActDialog.tsx';
import { TextField } from '../../shell/forms/TextField.tsx';
import { usePageAction } from '../../shell/live/again.tsx';

const mutation = graphql`
  mutation ProveDeliveryMutation($input: ProveDeliveryInput!) {
    proveDelivery(input: $input) {
      ... on DeliveryProven {
        proof {
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
  prove: ['Bukti', 'Proof'],
  title: ['Catat bukti penerimaan', 'Record a proof of receipt'],
  why: [
    'Nyatakan bukti yang Anda simpan. Di halaman publik tertulis “diterima menurut pelaksana”.',
    'State the proof that you keep. The public pages say “received according to the executor”.',
  ],
  message: ['Catatan', 'Remark'],
  save: ['Simpan bukti', 'Save the proof'],
} as const satisfies Record<string, Pair>;

const methods = ['SIGNATURE', 'PAPER'] as const;

/** The executor states how the receiver confirmed a report. */
export function ProveDelivery({ stop }: { stop: string }) {
  const t = useText();
  const [method, setMethod] = useState<(typeof methods)[number]>('SIGNATURE');
  const [message, setMessage] = useState('');
  const proving = usePageAction<ProveDeliveryMutation>(mutation);
  return (
    <ActDialog
      act={t(words.prove)}
      open="primary"
      title={t(words.title)}
      why={t(words.why)}
      of={proving}
      send={t(words.save)}
      onSend={(close) => proving.act({ stop, method, message }, close)}
    >
      {methods.map((each) => (
        <Choice
          key={each}
          type="radio"
          name="bukti"
          value={each}
          label={t(proofMethod[each])}
          checked={method === each}
          onPick={() => setMethod(each)}
        />
      ))}
      <TextField label={t(words.message)} maxLength={1000} value={message} onValue={setMessage} />
    </ActDialog>
  );
}
