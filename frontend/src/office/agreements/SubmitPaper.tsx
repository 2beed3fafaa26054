import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { SubmitPaperAgreementMutation } from '../__generated__/SubmitPaperAgreementMutation.graphql.ts';
import type { SubmitPaperPermitMutation } from '../__generated__/SubmitPaperPermitMutation.graphql.ts';
import { Answer } from '../shell/forms/Answer.tsx';
import { useAction } from '../shell/forms/action.ts';
import css from '../shell/forms/Form.module.css';

const agreement = graphql`
  mutation SubmitPaperAgreementMutation($input: SubmitAgreementInput!) {
    submitAgreement(input: $input) {
      ... on AgreementSubmitted {
        agreement {
          id
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const permit = graphql`
  mutation SubmitPaperPermitMutation($input: SubmitPermitInput!) {
    submitPermit(input: $input) {
      ... on PermitSubmitted {
        permit {
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
  agreement: ['Ajukan PKS', 'Submit an agreement'],
  permit: ['Ajukan izin PUB', 'Submit a permit'],
  number: ['Nomor', 'Number'],
  numberHint: ['Seperti tertulis pada dokumennya.', 'As written on the document.'],
  issuer: ['Penerbit izin', 'Issued by'],
  from: ['Berlaku dari', 'In force from'],
  until: ['Sampai', 'Until'],
  send: ['Ajukan', 'Submit'],
  cancel: ['Batal', 'Cancel'],
} as const satisfies Record<string, Pair>;

type SubmitPaperProps = {
  kind: 'agreement' | 'permit';
  onDone: () => void;
  onClose: () => void;
};

export function SubmitPaper({ kind, onDone, onClose }: SubmitPaperProps) {
  const t = useText();
  const [number, setNumber] = useState('');
  const [issuer, setIssuer] = useState('');
  const [startsOn, setStartsOn] = useState('');
  const [endsOn, setEndsOn] = useState('');
  const submitting = useAction<SubmitPaperAgreementMutation>(agreement);
  const permitting = useAction<SubmitPaperPermitMutation>(permit);
  const now = kind === 'agreement' ? submitting : permitting;
  return (
    <Section title={t(words[kind])}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (kind === 'agreement') submitting.act({ number, startsOn, endsOn }, onDone);
          else permitting.act({ number, issuer, startsOn, endsOn }, onDone);
        }}
      >
        <Field label={t(words.number)} hint={t(words.numberHint)}>
          {(control) => (
            <input
              {...control}
              required
              maxLength={100}
              autoComplete="off"
              value={number}
              onChange={(event) => setNumber(event.currentTarget.value)}
            />
          )}
        </Field>
        {kind === 'permit' && (
          <Field label={t(words.issuer)}>
            {(control) => (
              <input
                {...control}
                required
                maxLength={200}
                value={issuer}
                onChange={(event) => setIssuer(event.currentTarget.value)}
              />
            )}
          </Field>
        )}
        <div className={css.pair}>
          <Field label={t(words.from)}>
            {(control) => (
              <input
                {...control}
                type="date"
                required
                value={startsOn}
                max={endsOn || undefined}
                onChange={(event) => setStartsOn(event.currentTarget.value)}
              />
            )}
          </Field>
          <Field label={t(words.until)}>
            {(control) => (
              <input
                {...control}
                type="date"
                required
                value={endsOn}
                min={startsOn || undefined}
                onChange={(event) => setEndsOn(event.currentTarget.value)}
              />
            )}
          </Field>
        </div>
        <Answer refusal={now.refusal} failure={now.failure} />
        <div className={css.buttons}>
          <Button type="submit" look="primary" busy={now.busy}>
            {t(words.send)}
          </Button>
          <Button onPress={onClose}>{t(words.cancel)}</Button>
        </div>
      </form>
    </Section>
  );
}
