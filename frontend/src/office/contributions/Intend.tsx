import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Quantity } from '../../ui/Quantity.tsx';
import { Section } from '../../ui/Shell.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { IntendMutation } from '../__generated__/IntendMutation.graphql.ts';
import type { IntendQuery } from '../__generated__/IntendQuery.graphql.ts';
import { useAct } from '../act.ts';
import { to } from '../address.ts';
import { useLoad } from '../load.ts';
import { Answer } from '../parts/Answer.tsx';
import css from '../parts/Form.module.css';
import { go } from '../router.tsx';

const document = graphql`
  query IntendQuery {
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
  mutation IntendMutation($input: IntendContributionInput!) {
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

export function Intend({ onClose }: { onClose: () => void }) {
  const t = useText();
  const { organisations } = useLoad<IntendQuery>(document, {});
  const [aggregator, setAggregator] = useState('');
  const [amount, setAmount] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const sending = useAct<IntendMutation>(mutation);
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
        <Answer refusal={sending.refusal} fault={sending.fault} />
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
