import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { NoteContactEndMutation } from '../__generated__/NoteContactEndMutation.graphql.ts';
import type { NoteContactMutation } from '../__generated__/NoteContactMutation.graphql.ts';
import { ReasonDialog } from '../shell/dialogs/ReasonDialog.tsx';
import { ActForm } from '../shell/forms/ActForm.tsx';
import { Answer } from '../shell/forms/Answer.tsx';
import { useAction } from '../shell/forms/action.ts';
import { TextField } from '../shell/forms/TextField.tsx';

const note = graphql`
  mutation NoteContactMutation($input: SetUnitContactInput!) {
    setUnitContact(input: $input) {
      ... on UnitContactSet {
        unit {
          id
          hasContact
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const end = graphql`
  mutation NoteContactEndMutation($input: EndUnitContactInput!) {
    endUnitContact(input: $input) {
      ... on UnitContactEnded {
        unit {
          id
          hasContact
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
    'Hanya pengurus unit yang bersedia ditelepon. Yang lama langsung dihapus, dan semua dihapus 30 hari sesudah tahap terakhir.',
    'Only somebody in office at the unit who agreed to be called. The one before is forgotten at once, and all are forgotten 30 days after the last phase.',
  ],
  name: ['Nama', 'Name'],
  role: ['Jabatan', 'Function'],
  roleHint: ['Misalnya: ketua RW', 'Such as: ketua RW'],
  phone: ['Nomor telepon', 'Telephone number'],
  save: ['Simpan', 'Save'],
  forget: ['Hapus narahubung', 'Forget the contact'],
} as const satisfies Record<string, Pair>;

type NoteContactProps = { unit: string; noted: boolean; onClose: () => void };

/** Notes whom to call at a unit, or forgets it. */
export function NoteContact({ unit, noted, onClose }: NoteContactProps) {
  const t = useText();
  const [name, setName] = useState('');
  const [role, setRole] = useState('');
  const [phone, setPhone] = useState('');
  const [forgetting, setForgetting] = useState(false);
  const noting = useAction<NoteContactMutation>(note);
  const ending = useAction<NoteContactEndMutation>(end);
  const send = () => noting.act({ unit, name, role, phone }, onClose);
  return (
    <>
      <ActForm of={noting} why={t(words.why)} send={t(words.save)} onSend={send} back={onClose}>
        <TextField label={t(words.name)} required maxLength={120} value={name} onValue={setName} />
        <TextField
          label={t(words.role)}
          hint={t(words.roleHint)}
          required
          maxLength={80}
          value={role}
          onValue={setRole}
        />
        <TextField
          label={t(words.phone)}
          type="tel"
          required
          maxLength={30}
          value={phone}
          onValue={setPhone}
        />
      </ActForm>
      {noted && (
        <Button look="danger" onPress={() => setForgetting(true)}>
          {t(words.forget)}
        </Button>
      )}
      <ReasonDialog
        title={t(words.forget)}
        open={forgetting}
        confirm={t(words.forget)}
        look="danger"
        busy={ending.busy}
        reason="required"
        answer={<Answer refusal={ending.refusal} failure={ending.failure} />}
        onConfirm={(reason) => ending.act({ unit, reason }, onClose)}
        onClose={() => setForgetting(false)}
      />
    </>
  );
}
