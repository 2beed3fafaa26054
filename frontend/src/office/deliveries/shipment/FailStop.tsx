import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { type Pair, useText } from '../../../words/lang.ts';
import type { FailStopMutation } from '../../__generated__/FailStopMutation.graphql.ts';
import { ActDialog } from '../../shell/dialogs/ActDialog.tsx';
import { TextField } from '../../shell/forms/TextField.tsx';
import { usePageAction } from '../../shell/live/again.tsx';
import { useOffice } from '../../shell/viewer.ts';
import { HappenedOn } from './HappenedOn.tsx';

const mutation = graphql`
  mutation FailStopMutation($input: FailStopInput!) {
    failStop(input: $input) {
      ... on StopFailed {
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
  fail: ['Gagal', 'Failed'],
  title: [(unit: string) => `${unit}: gagal diserahkan`, (unit: string) => `${unit}: failed`],
  why: [
    'Semua paketnya dibawa kembali dan dapat direncanakan lagi. Makanan siap saji tidak dapat disimpan: dihitung rusak.',
    'All of its packages come back and can be planned again. Ready meals can’t be kept: they count as damaged.',
  ],
  reason: ['Alasan', 'Reason'],
  save: ['Catat gagal', 'Record it'],
} as const satisfies Record<string, Pair<unknown>>;

type FailStopProps = { id: string; name: string; left: string | undefined };

/** Nothing could be handed over at a stop. */
export function FailStop({ id, name, left }: FailStopProps) {
  const t = useText();
  const { today } = useOffice();
  const [happened, setHappened] = useState({ happenedOn: today, lateReason: '' });
  const [reason, setReason] = useState('');
  const failing = usePageAction<FailStopMutation>(mutation);
  return (
    <ActDialog
      act={t(words.fail)}
      title={t(words.title)(name)}
      why={t(words.why)}
      of={failing}
      send={t(words.save)}
      look="danger"
      onSend={(close) => failing.act({ stop: id, reason, ...happened }, close)}
    >
      <TextField
        label={t(words.reason)}
        required
        maxLength={1000}
        value={reason}
        onValue={setReason}
      />
      <HappenedOn left={left} value={happened} onValue={setHappened} />
    </ActDialog>
  );
}
