import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Quantity } from '../../ui/Quantity.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { ChangeTargetMutation } from '../__generated__/ChangeTargetMutation.graphql.ts';
import { ReasonDialog } from '../shell/dialogs/ReasonDialog.tsx';
import { Answer } from '../shell/forms/Answer.tsx';
import { useAction } from '../shell/forms/action.ts';

const mutation = graphql`
  mutation ChangeTargetMutation($input: ChangeTargetInput!) {
    changeTarget(input: $input) {
      ... on TargetChanged {
        need {
          id
          target
          held
          committed
          remaining
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  change: ['Ubah', 'Change'],
  title: [(n: string) => `Ubah kebutuhan ${n}`, (n: string) => `Change the need of ${n}`],
  target: ['Paket yang dibutuhkan', 'Packages needed'],
  now: [(n: string) => `Sekarang ${n}.`, (n: string) => `Now ${n}.`],
  save: ['Simpan', 'Save'],
} as const satisfies Record<string, Pair<unknown>>;

type ChangeTargetProps = { id: string; name: string; target: number };

export function ChangeTarget({ id, name, target }: ChangeTargetProps) {
  const t = useText();
  const lang = useLang();
  const [confirming, setConfirming] = useState(false);
  const [wanted, setWanted] = useState<string | null>(String(target));
  const changing = useAction<ChangeTargetMutation>(mutation);
  const close = () => {
    changing.clear();
    setConfirming(false);
  };
  return (
    <>
      <Button onPress={() => setConfirming(true)}>{t(words.change)}</Button>
      {confirming && (
        <ReasonDialog
          open
          title={t(words.title)(name)}
          confirm={t(words.save)}
          busy={changing.busy}
          reason="required"
          answer={<Answer refusal={changing.refusal} failure={changing.failure} />}
          onConfirm={(reason) =>
            wanted !== null && changing.act({ need: id, target: Number(wanted), reason }, close)
          }
          onClose={close}
        >
          <Quantity
            label={t(words.target)}
            hint={t(words.now)(number(target, lang))}
            value={wanted}
            onValue={setWanted}
          />
        </ReasonDialog>
      )}
    </>
  );
}
