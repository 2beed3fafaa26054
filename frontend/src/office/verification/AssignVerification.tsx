import { useState } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { AssignVerification_verification$key } from '../__generated__/AssignVerification_verification.graphql.ts';
import type { AssignVerificationMutation } from '../__generated__/AssignVerificationMutation.graphql.ts';
import { ReasonDialog } from '../shell/dialogs/ReasonDialog.tsx';
import { Answer } from '../shell/forms/Answer.tsx';
import { useAction } from '../shell/forms/action.ts';
import form from '../shell/forms/Form.module.css';

const fragment = graphql`
  fragment AssignVerification_verification on Verification {
    id
    verifier {
      id
    }
  }
`;

const mutation = graphql`
  mutation AssignVerificationMutation($input: AssignVerificationInput!) {
    assignVerification(input: $input) {
      ... on VerificationAssigned {
        verification {
          ...VerificationItem_verification
          ...AssignVerification_verification
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  assign: ['Serahkan ke verifikator lain', 'Give it to another verifier'],
  verifier: ['Verifikator', 'Verifier'],
  confirm: ['Serahkan', 'Give'],
} as const satisfies Record<string, Pair>;

export type Verifier = { readonly id: string; readonly name: string };

type AssignVerificationProps = {
  verification: AssignVerification_verification$key;
  verifiers: readonly Verifier[];
};

/** Gives a drawn delivery to another verifier; nothing is shown where there is no other. */
export function AssignVerification({ verification, verifiers }: AssignVerificationProps) {
  const t = useText();
  const { id, verifier } = useFragment(fragment, verification);
  const [open, setOpen] = useState(false);
  const others = verifiers.filter((each) => each.id !== verifier?.id);
  const [chosen, setChosen] = useState<string>();
  const assigning = useAction<AssignVerificationMutation>(mutation);
  const next = chosen ?? others[0]?.id;
  if (!next) return null;
  return (
    <div className={form.buttons}>
      <Button onPress={() => setOpen(true)}>{t(words.assign)}</Button>
      <ReasonDialog
        title={t(words.assign)}
        open={open}
        confirm={t(words.confirm)}
        busy={assigning.busy}
        reason="required"
        answer={<Answer refusal={assigning.refusal} failure={assigning.failure} />}
        onConfirm={(reason) =>
          assigning.act({ verification: id, verifier: next, reason }, () => setOpen(false))
        }
        onClose={() => setOpen(false)}
      >
        <Field label={t(words.verifier)}>
          {(control) => (
            <select
              {...control}
              value={next}
              onChange={(event) => setChosen(event.currentTarget.value)}
            >
              {others.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.name}
                </option>
              ))}
            </select>
          )}
        </Field>
      </ReasonDialog>
    </div>
  );
}
