import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { Field } from '../../../ui/Field.tsx';
import { type Pair, useText } from '../../../words/lang.ts';
import type { WriteMessageMutation } from '../../__generated__/WriteMessageMutation.graphql.ts';
import { ActDialog } from '../../shell/dialogs/ActDialog.tsx';
import { usePageAction } from '../../shell/live/again.tsx';

const mutation = graphql`
  mutation WriteMessageMutation($input: WriteDisputeMessageInput!) {
    writeDisputeMessage(input: $input) {
      ... on DisputeMessageWritten {
        disputeMessage {
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
  title: ['Pesan untuk semua pihak', 'A message to all parties'],
  correct: ['Betulkan pesan Anda', 'Correct your message'],
  why: [
    'Pelaksana, petugas kelurahan, Pemprov, dan pemberi paketnya membacanya. Pesan tidak dapat dihapus, tetapi dapat Anda betulkan.',
    'The executor, the kelurahan officer, the provincial government and the givers of the packages read it. A message can’t be deleted, but you can correct it.',
  ],
  correctWhy: [
    'Pesan yang lama tetap terlihat, dicoret.',
    'The old message stays visible, crossed out.',
  ],
  text: ['Pesan', 'Message'],
  hint: [
    'Jangan tulis nama atau nomor telepon warga.',
    'Leave out names and phone numbers of residents.',
  ],
  send: ['Kirim', 'Send'],
} as const satisfies Record<string, Pair>;

type WriteMessageProps = {
  act: string;
  handover: string;
  /** The own message that it corrects. */
  corrects?: { readonly id: string; readonly text: string };
};

/** A message to the other parties of a dispute, or the correction of an own one. */
export function WriteMessage({ act, handover, corrects }: WriteMessageProps) {
  const t = useText();
  const [text, setText] = useState(corrects?.text ?? '');
  const writing = usePageAction<WriteMessageMutation>(mutation);
  const send = (close: () => void) =>
    writing.act({ handover, text, corrects: corrects?.id ?? null }, () => {
      if (!corrects) setText('');
      close();
    });
  return (
    <ActDialog
      act={act}
      title={t(corrects ? words.correct : words.title)}
      why={t(corrects ? words.correctWhy : words.why)}
      of={writing}
      send={t(words.send)}
      onSend={send}
    >
      <Field label={t(words.text)} hint={t(words.hint)}>
        {(control) => (
          <textarea
            {...control}
            rows={5}
            required
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
      </Field>
    </ActDialog>
  );
}
