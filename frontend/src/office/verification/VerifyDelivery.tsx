import { useState } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { type Pair, useText } from '../../words/lang.ts';
import type { VerifyDelivery_verification$key } from '../__generated__/VerifyDelivery_verification.graphql.ts';
import type { VerifyDeliveryMutation } from '../__generated__/VerifyDeliveryMutation.graphql.ts';
import { UnitCounts, useUnitCounts } from '../deliveries/attest/UnitCounts.tsx';
import { ActForm } from '../shell/forms/ActForm.tsx';
import { useAction } from '../shell/forms/action.ts';
import { TextField } from '../shell/forms/TextField.tsx';
import { useOffice } from '../shell/viewer.ts';

const fragment = graphql`
  fragment VerifyDelivery_verification on Verification {
    id
    looks {
      id
    }
    packages {
      id
      code
    }
  }
`;

const mutation = graphql`
  mutation VerifyDeliveryMutation($input: VerifyDeliveryInput!) {
    verifyDelivery(input: $input) {
      ... on DeliveryVerified {
        verification {
          ...VerificationItem_verification
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
    'Hitung bersama unit. Angka yang dilaporkan tidak diperlihatkan sebelum Anda mencatat.',
    'Count together with the unit. What was reported is not shown before you have recorded.',
  ],
  day: ['Hari kunjungan', 'Day of the visit'],
  note: ['Yang terlihat di sana (boleh kosong)', 'What there was to see (may stay empty)'],
  noteHint: [
    'Jangan tulis nama, NIK, atau nomor telepon warga.',
    'Write no name, NIK or telephone number of residents.',
  ],
  reason: ['Alasan pembetulan', 'Why it is corrected'],
  save: ['Simpan hitungan', 'Save the count'],
} as const satisfies Record<string, Pair>;

type VerifyDeliveryProps = { verification: VerifyDelivery_verification$key; onClose: () => void };

/** A verifier records what a unit has got, or corrects that. */
export function VerifyDelivery({ verification, onClose }: VerifyDeliveryProps) {
  const t = useText();
  const { today } = useOffice();
  const { id, looks, packages } = useFragment(fragment, verification);
  const counts = useUnitCounts(packages);
  const [visitedOn, setDay] = useState(today);
  const [note, setNote] = useState('');
  const [reason, setReason] = useState('');
  const verifying = useAction<VerifyDeliveryMutation>(mutation);
  const send = () => {
    const numbers = counts.numbers();
    if (!numbers) return;
    verifying.act({ verification: id, counts: numbers, visitedOn, note, reason }, onClose);
  };
  return (
    <ActForm of={verifying} why={t(words.why)} send={t(words.save)} onSend={send} back={onClose}>
      <UnitCounts counts={counts} />
      <TextField
        label={t(words.day)}
        type="date"
        required
        max={today}
        value={visitedOn}
        onValue={setDay}
      />
      <TextField
        label={t(words.note)}
        hint={t(words.noteHint)}
        maxLength={2000}
        value={note}
        onValue={setNote}
      />
      {looks.length > 0 && (
        <TextField
          label={t(words.reason)}
          required
          maxLength={500}
          value={reason}
          onValue={setReason}
        />
      )}
    </ActForm>
  );
}
