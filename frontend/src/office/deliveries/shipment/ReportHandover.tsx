import { useState } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { type Pair, useText } from '../../../words/lang.ts';
import type { ReportHandover_stop$key } from '../../__generated__/ReportHandover_stop.graphql.ts';
import type { ReportHandoverCorrectMutation } from '../../__generated__/ReportHandoverCorrectMutation.graphql.ts';
import type { ReportHandoverMutation } from '../../__generated__/ReportHandoverMutation.graphql.ts';
import { packageNameOf } from '../../shared/names.ts';
import { ActForm } from '../../shell/forms/ActForm.tsx';
import { TextField } from '../../shell/forms/TextField.tsx';
import { usePageAction } from '../../shell/live/again.tsx';
import { useOffice } from '../../shell/viewer.ts';
import { CountFields } from './CountFields.tsx';
import { type Count, numbersOf, sentOf, uncounted } from './counts.ts';
import { HappenedOn } from './HappenedOn.tsx';

const fragment = graphql`
  fragment ReportHandover_stop on Stop {
    id
    loads {
      dispatched
      package {
        id
        code
        every
      }
    }
  }
`;

const report = graphql`
  mutation ReportHandoverMutation($input: ReportHandoverInput!) {
    reportHandover(input: $input) {
      ... on HandoverReported {
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

const correct = graphql`
  mutation ReportHandoverCorrectMutation($input: CorrectHandoverInput!) {
    correctHandover(input: $input) {
      ... on HandoverCorrected {
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
  why: [
    'Catat menurut hitungan di tempat. Jumlahnya harus sama dengan yang dikirim.',
    'Record what was counted on the spot. The numbers must add up to what was sent.',
  ],
  receiver: ['Diterima oleh (jabatan)', 'Received by (function)'],
  receiverHint: [
    'Misalnya ketua RW. Jangan tulis nama atau nomor telepon.',
    'Such as head of the RW. Write no name and no telephone number.',
  ],
  note: ['Catatan', 'Remark'],
  reason: ['Mengapa diperbaiki', 'Why it is corrected'],
  save: ['Simpan serah terima', 'Save the handover'],
} as const satisfies Record<string, Pair>;

type ReportHandoverProps = {
  stop: ReportHandover_stop$key;
  /** The report that this one corrects. */
  corrects?: string | undefined;
  left: string | undefined;
  onClose: () => void;
};

/** What was handed over at a stop, or the corrected numbers of a report. */
export function ReportHandover({ stop, corrects, left, onClose }: ReportHandoverProps) {
  const t = useText();
  const { today } = useOffice();
  const { id, loads } = useFragment(fragment, stop);
  const kinds = sentOf(loads);
  const [counts, setCounts] = useState<Record<string, Count>>({});
  const [happened, setHappened] = useState({ happenedOn: today, lateReason: '' });
  const [typed, setTyped] = useState({ receiver: '', note: '', reason: '' });
  const reporting = usePageAction<ReportHandoverMutation>(report);
  const correcting = usePageAction<ReportHandoverCorrectMutation>(correct);
  const field = (name: keyof typeof typed) => ({
    label: t(words[name]),
    value: typed[name],
    onValue: (value: string) => setTyped({ ...typed, [name]: value }),
  });
  const send = () => {
    const { reason, ...facts } = typed;
    const input = { counts: numbersOf(kinds, counts), ...happened, ...facts };
    if (corrects) correcting.act({ handover: corrects, reason, ...input }, onClose);
    else reporting.act({ stop: id, ...input }, onClose);
  };
  return (
    <ActForm
      of={corrects ? correcting : reporting}
      why={t(words.why)}
      send={t(words.save)}
      onSend={send}
      back={onClose}
    >
      {kinds.map((kind) => (
        <CountFields
          key={kind.id}
          name={t(packageNameOf(kind.code))}
          sent={kind.sent}
          every={kind.every}
          count={counts[kind.id] ?? uncounted}
          onCount={(count) => setCounts({ ...counts, [kind.id]: count })}
        />
      ))}
      <HappenedOn left={left} value={happened} onValue={setHappened} />
      <TextField {...field('receiver')} hint={t(words.receiverHint)} maxLength={80} />
      <TextField {...field('note')} maxLength={2000} />
      {corrects && <TextField {...field('reason')} required maxLength={1000} />}
    </ActForm>
  );
}
