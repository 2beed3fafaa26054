import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Quantity } from '../../ui/Quantity.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { NewContributionMutation } from '../__generated__/NewContributionMutation.graphql.ts';
import type { NewContributionQuery } from '../__generated__/NewContributionQuery.graphql.ts';
import { to } from '../shell/address.ts';
import { Answer } from '../shell/forms/Answer.tsx';
import { useAction } from '../shell/forms/action.ts';
import css from '../shell/forms/Form.module.css';
import { useLoad } from '../shell/load.ts';
import { go } from '../shell/navigation.ts';

const document = graphql`
  query NewContributionQuery {
    organisations(kind: AGGREGATOR, first: 100) {
      edges {
        node {
          id
          name
          permitInForce
        }
      }
    }
  }
`;

const mutation = graphql`
  mutation NewContributionMutation($input: IntendContributionInput!) {
    intendContribution(input: $input) {
      ... on ContributionIntended {
        contribution {
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
  title: ['Beri dana', 'Give money'],
  why: [
    'Niat ini dibaca agregator. Uangnya dikirim di luar sistem; setelah masuk, agregator mencatatnya dan Anda melihat menjadi paket apa dan untuk siapa.',
    'The aggregator reads this intention. The money itself moves outside this system; once it arrives the aggregator records it, and you see which packages it became and for whom.',
  ],
  aggregator: ['Agregator', 'Aggregator'],
  pick: ['Pilih agregator', 'Choose an aggregator'],
  noPermit: ['tanpa izin PUB yang berlaku', 'no collection permit (PUB) in force'],
  amount: ['Jumlah dalam rupiah', 'Amount in rupiah'],
  note: ['Pesan (boleh kosong)', 'Message (may stay empty)'],
  send: ['Kirim niat', 'Send the intention'],
  cancel: ['Batal', 'Cancel'],
} as const satisfies Record<string, Pair>;

export function NewContribution({ onClose }: { onClose: () => void }) {
  const t = useText();
  const { organisations } = useLoad<NewContributionQuery>(document, {});
  const [aggregator, setAggregator] = useState('');
  const [amount, setAmount] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const sending = useAction<NewContributionMutation>(mutation);
  return (
    <Section title={t(words.title)}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!amount) return;
          sending.act(
            { aggregator, amount, note },
            (payload) =>
              'contribution' in payload &&
              payload.contribution &&
              go(to.contribution(payload.contribution.id)),
          );
        }}
      >
        <p className={css.why}>{t(words.why)}</p>
        <Field label={t(words.aggregator)}>
          {(control) => (
            <select
              {...control}
              required
              value={aggregator}
              onChange={(event) => setAggregator(event.currentTarget.value)}
            >
              <option value="">{t(words.pick)}</option>
              {organisations.edges.map(({ node }) => (
                <option key={node.id} value={node.id} disabled={!node.permitInForce}>
                  {node.name}
                  {!node.permitInForce && ` (${t(words.noPermit)})`}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Quantity label={t(words.amount)} value={amount} onValue={setAmount} />
        <Field label={t(words.note)}>
          {(control) => (
            <textarea
              {...control}
              rows={3}
              maxLength={2000}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          )}
        </Field>
        <Answer refusal={sending.refusal} failure={sending.failure} />
        <div className={css.buttons}>
          <Button type="submit" look="primary" busy={sending.busy} off={!amount || !aggregator}>
            {t(words.send)}
          </Button>
          <Button onPress={onClose}>{t(words.cancel)}</Button>
        </div>
      </form>
    </Section>
  );
}
