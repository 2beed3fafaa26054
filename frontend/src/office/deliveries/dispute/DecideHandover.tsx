import { type ReactNode, useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { number } from '../../../format/numbers.ts';
import { Choice } from '../../../ui/Field.tsx';
import { Notice } from '../../../ui/States.tsx';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import type { accounts_handover$key } from '../../__generated__/accounts_handover.graphql.ts';
import type { DecideHandoverMutation } from '../../__generated__/DecideHandoverMutation.graphql.ts';
import { packageNameOf } from '../../shared/names.ts';
import { ActDialog } from '../../shell/dialogs/ActDialog.tsx';
import { ReasonAct } from '../../shell/dialogs/ReasonAct.tsx';
import { TextField } from '../../shell/forms/TextField.tsx';
import { usePageAction } from '../../shell/live/again.tsx';
import { CountFields } from '../shipment/CountFields.tsx';
import { type Count, numbersOf, uncounted } from '../shipment/counts.ts';
import type { Part } from '../shipment/part.ts';
import { type Account, type Teller, useAccounts } from './accounts.ts';

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
  adopt: {
    REPORT: ['Ikuti hitungan kurir', 'Adopt the courier’s count'],
    UNIT: ['Ikuti hitungan unit', 'Adopt the unit’s count'],
    VERIFIER: ['Ikuti hitungan verifikator', 'Adopt the verifier’s count'],
  } satisfies Record<Teller, Pair>,
  adoptWhy: [
    'Hitungan ini menjadi hitungan serah terimanya dan mengakhiri sengketa. Yang tidak baik dan tidak rusak dicatat kurang.',
    'It becomes the count of the handover and ends the dispute. What is neither good nor damaged is missing.',
  ],
  tooMany: [
    'Hitungan ini lebih banyak dari yang dikirim. Hanya Pemprov yang dapat memutuskan.',
    'This is more than was sent. Only the provincial government can decide.',
  ],
  decide: ['Putuskan', 'Decide'],
  decideTitle: ['Putuskan jumlahnya', 'Decide the numbers'],
  decideWhy: [
    'Keputusan Anda mengakhiri perbedaan ini. Semua pihak membaca alasannya.',
    'Your decision ends the difference. All parties read the reason.',
  ],
  other: ['Angka lain', 'Other numbers'],
  reason: ['Alasan', 'Reason'],
  count: [
    (name: string, good: string, damaged: string) => `${name}: ${good} baik, ${damaged} rusak`,
    (name: string, good: string, damaged: string) => `${name}: ${good} good, ${damaged} damaged`,
  ],
} as const;

type ChoicesProps = {
  accounts: readonly Account[];
  chosen: string | undefined;
  onChoose: (key: string) => void;
  children?: ReactNode;
};

/** The accounts of which one is chosen. */
function Choices({ accounts, chosen, onChoose, children }: ChoicesProps) {
  const t = useText();
  const lang = useLang();
  const counted = ({ counts }: Account) =>
    counts.map((count) =>
      t(words.count)(
        t(packageNameOf(count.package.code)),
        number(count.good, lang),
        number(count.damaged, lang),
      ),
    );
  return (
    <>
      {accounts.map((each) => (
        <Choice
          key={each.key}
          type="radio"
          name="hitungan"
          value={each.key}
          label={counted(each).join('; ')}
          hint={t(each.who)}
          checked={each.key === chosen}
          onPick={() => onChoose(each.key)}
        />
      ))}
      {children}
    </>
  );
}

type EndingProps = { id: string; accounts: readonly Account[] };

/** One side takes the count of another for its own. */
function Adopt({ id, accounts }: EndingProps) {
  const t = useText();
  const deciding = usePageAction<DecideHandoverMutation>(mutation);
  const [chosen, setChosen] = useState(accounts[0]?.key);
  const account = accounts.find((each) => each.key === chosen) ?? accounts[0];
  if (!account) return null;
  const act = t(words.adopt[account.by]);
  const { numbers } = account;
  return (
    <ReasonAct
      act={act}
      of={deciding}
      title={act}
      onConfirm={(reason, close) => {
        if (numbers) deciding.act({ handover: id, counts: numbers, reason }, close);
      }}
    >
      <p>{t(words.adoptWhy)}</p>
      <Choices accounts={accounts} chosen={account.key} onChoose={setChosen} />
      {!numbers && <Notice tone="refused">{t(words.tooMany)}</Notice>}
    </ReasonAct>
  );
}

type DecideProps = EndingProps & { kinds: readonly Kind[] };
type Kind = { id: string; code: string; sent: number; broughtBack: number };

const OTHER = 'other';

/** The Pemprov decides; what was brought back stays as it is. */
function Decide({ id, accounts, kinds }: DecideProps) {
  const t = useText();
  const deciding = usePageAction<DecideHandoverMutation>(mutation);
  const [chosen, setChosen] = useState(OTHER);
  const [counts, setCounts] = useState<Record<string, Count>>({});
  const [reason, setReason] = useState('');
  const usable = accounts.filter((each) => each.numbers);
  const given = usable.find((each) => each.key === chosen)?.numbers;
  const back = (kind: Kind) => ({
    ...(counts[kind.id] ?? uncounted),
    broughtBack: String(kind.broughtBack),
  });
  const send = (close: () => void) =>
    deciding.act({ handover: id, counts: given ?? numbersOf(kinds, counts), reason }, close);
  return (
    <ActDialog
      act={t(words.decide)}
      open="primary"
      title={t(words.decideTitle)}
      why={t(words.decideWhy)}
      of={deciding}
      send={t(words.decide)}
      onSend={send}
    >
      <Choices accounts={usable} chosen={chosen} onChoose={setChosen}>
        <Choice
          type="radio"
          name="hitungan"
          value={OTHER}
          label={t(words.other)}
          checked={!given}
          onPick={() => setChosen(OTHER)}
        />
      </Choices>
      {!given &&
        kinds.map((kind) => (
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

type DecideHandoverProps = { handover: accounts_handover$key; part: Part };

/** What ends a dispute: one side adopts what another counted, or the Pemprov decides. */
export function DecideHandover({ handover, part }: DecideHandoverProps) {
  const { row, adoptable } = useAccounts(handover);
  if (part === 'READER') return null;
  const accounts = adoptable(part);
  if (part !== 'PEMPROV') return <Adopt id={row.id} accounts={accounts} />;
  const kinds = row.counts.map(({ package: kind, ...rest }) => ({ ...kind, ...rest }));
  return <Decide id={row.id} accounts={accounts} kinds={kinds} />;
}
