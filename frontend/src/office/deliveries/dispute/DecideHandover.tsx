import { useState } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { number } from '../../../format/numbers.ts';
import { Choice } from '../../../ui/Field.tsx';
import { Notice } from '../../../ui/States.tsx';
import { proofMethod } from '../../../words/deliveries.ts';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import type {
  DecideHandover_handover$data,
  DecideHandover_handover$key,
} from '../../__generated__/DecideHandover_handover.graphql.ts';
import type { DecideHandoverMutation } from '../../__generated__/DecideHandoverMutation.graphql.ts';
import { packageNameOf } from '../../shared/names.ts';
import { ActDialog } from '../../shell/dialogs/ActDialog.tsx';
import { ReasonAct } from '../../shell/dialogs/ReasonAct.tsx';
import { TextField } from '../../shell/forms/TextField.tsx';
import { usePageAction } from '../../shell/live/again.tsx';
import { CountFields } from '../shipment/CountFields.tsx';
import { adopted, type Count, numbersOf, uncounted } from '../shipment/counts.ts';
import type { Part } from '../shipment/part.ts';

const fragment = graphql`
  fragment DecideHandover_handover on Handover {
    id
    counts {
      sent
      broughtBack
      package {
        id
        code
      }
    }
    proofs {
      id
      method
      side
      counts {
        good
        damaged
        package {
          id
          code
        }
      }
    }
  }
`;

const mutation = graphql`
  mutation DecideHandoverMutation($input: DecideHandoverInput!) {
    decideHandover(input: $input) {
      ... on HandoverDecided {
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
  adopt: ['Ikuti hitungan unit', 'Adopt the unit’s count'],
  adoptWhy: [
    'Hitungan unit menjadi hitungan serah terima ini. Yang tidak baik dan tidak rusak dicatat kurang.',
    'The unit’s count becomes the count of this handover. What is neither good nor damaged is missing.',
  ],
  tooMany: [
    'Unit menghitung lebih banyak dari yang dikirim. Mintalah Pemprov memutuskan.',
    'The unit counted more than was sent. Ask the provincial government to decide.',
  ],
  decide: ['Putuskan', 'Decide'],
  decideTitle: ['Putuskan jumlahnya', 'Decide the numbers'],
  decideWhy: [
    'Keputusan Anda mengakhiri perbedaan ini. Semua pihak membaca alasannya.',
    'Your decision ends the difference. All parties read the reason.',
  ],
  reason: ['Alasan', 'Reason'],
  count: [
    (name: string, good: string, damaged: string) => `${name}: ${good} baik, ${damaged} rusak`,
    (name: string, good: string, damaged: string) => `${name}: ${good} good, ${damaged} damaged`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

type Row = DecideHandover_handover$data;

/** The executor takes the unit's count for its own. */
function Adopt({ row }: { row: Row }) {
  const t = useText();
  const lang = useLang();
  const deciding = usePageAction<DecideHandoverMutation>(mutation);
  const counted = row.proofs.filter((proof) => proof.side === 'UNIT');
  const [chosen, setChosen] = useState(counted[0]?.id);
  const proof = counted.find((each) => each.id === chosen);
  const numbers = proof && adopted(row.counts, proof.counts);
  return (
    <ReasonAct
      act={t(words.adopt)}
      of={deciding}
      title={t(words.adopt)}
      onConfirm={(reason, close) => {
        if (numbers) deciding.act({ handover: row.id, counts: numbers, reason }, close);
      }}
    >
      <p>{t(words.adoptWhy)}</p>
      {counted.map((each) => (
        <Choice
          key={each.id}
          type="radio"
          name="hitungan"
          value={each.id}
          label={each.counts
            .map((count) =>
              t(words.count)(
                t(packageNameOf(count.package.code)),
                number(count.good, lang),
                number(count.damaged, lang),
              ),
            )
            .join('; ')}
          hint={t(proofMethod[each.method])}
          checked={each.id === chosen}
          onPick={() => setChosen(each.id)}
        />
      ))}
      {proof && !numbers && <Notice tone="refused">{t(words.tooMany)}</Notice>}
    </ReasonAct>
  );
}

/** The Pemprov decides; what was brought back stays as it is. */
function Decide({ row }: { row: Row }) {
  const t = useText();
  const deciding = usePageAction<DecideHandoverMutation>(mutation);
  const [counts, setCounts] = useState<Record<string, Count>>({});
  const [reason, setReason] = useState('');
  const kinds = row.counts.map(({ package: kind, ...rest }) => ({ ...kind, ...rest }));
  const back = (kind: (typeof kinds)[number]) => ({
    ...(counts[kind.id] ?? uncounted),
    broughtBack: String(kind.broughtBack),
  });
  return (
    <ActDialog
      act={t(words.decide)}
      open="primary"
      title={t(words.decideTitle)}
      why={t(words.decideWhy)}
      of={deciding}
      send={t(words.decide)}
      onSend={(close) =>
        deciding.act({ handover: row.id, counts: numbersOf(kinds, counts), reason }, close)
      }
    >
      {kinds.map((kind) => (
        <CountFields
          key={kind.id}
          name={t(packageNameOf(kind.code))}
          sent={kind.sent}
          count={back(kind)}
          backFixed
          onCount={(count) => setCounts({ ...counts, [kind.id]: count })}
        />
      ))}
      <TextField
        label={t(words.reason)}
        required
        maxLength={1000}
        value={reason}
        onValue={setReason}
      />
    </ActDialog>
  );
}

type DecideHandoverProps = { handover: DecideHandover_handover$key; part: Part };

/** What ends a dispute: the executor adopts the unit's count, or the Pemprov decides. */
export function DecideHandover({ handover, part }: DecideHandoverProps) {
  const row = useFragment(fragment, handover);
  if (part === 'EXECUTOR') return <Adopt row={row} />;
  return part === 'PEMPROV' ? <Decide row={row} /> : null;
}
