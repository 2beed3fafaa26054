import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { rupiah } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Quantity } from '../../ui/Quantity.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { ReceiveContributionMutation } from '../__generated__/ReceiveContributionMutation.graphql.ts';
import type { ReceiveContributionQuery } from '../__generated__/ReceiveContributionQuery.graphql.ts';
import { to } from '../shell/address.ts';
import { Answer } from '../shell/forms/Answer.tsx';
import { useAction } from '../shell/forms/action.ts';
import css from '../shell/forms/Form.module.css';
import { useLoad } from '../shell/load.ts';
import { go } from '../shell/navigation.ts';

const document = graphql`
  query ReceiveContributionQuery {
    viewer {
      organisation {
        id
        contributions(side: EXECUTOR, states: [INTENDED], first: 200) {
          edges {
            node {
              id
              number
              intended
              giver {
                name
              }
            }
          }
        }
      }
    }
    organisations(kind: DONOR, first: 200) {
      edges {
        node {
          id
          name
        }
      }
    }
  }
`;

const mutation = graphql`
  mutation ReceiveContributionMutation($input: RecordContributionInput!) {
    recordContribution(input: $input) {
      ... on ContributionRecorded {
        contribution {
          id
          state
          received
          receivedOn
          bankReference
          left
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  title: ['Catat penerimaan', 'Record a receipt'],
  why: [
    'Catat uang yang sudah masuk ke rekening organisasi Anda. Pemberi langsung melihatnya.',
    'Record money that has arrived in your organisation’s account. The giver sees it at once.',
  ],
  source: ['Dari', 'From'],
  pick: ['Pilih niat atau pemberi', 'Choose an intention or a giver'],
  intentions: ['Sudah diniatkan', 'Already intended'],
  unannounced: ['Tanpa niat sebelumnya', 'Not announced before'],
  amount: ['Jumlah yang masuk, dalam rupiah', 'Amount that arrived, in rupiah'],
  reference: ['Nomor rujukan bank', 'Bank reference'],
  save: ['Catat', 'Record it'],
  cancel: ['Batal', 'Cancel'],
} as const satisfies Record<string, Pair>;

export function ReceiveContribution({
  onClose,
  intention,
}: {
  onClose: () => void;
  intention?: string;
}) {
  const t = useText();
  const lang = useLang();
  const { viewer, organisations } = useLoad<ReceiveContributionQuery>(document, {});
  const intentions = viewer?.organisation?.contributions.edges.map((edge) => edge.node) ?? [];
  const [source, setSource] = useState(intention ?? '');
  const intended = intentions.find((each) => each.id === source);
  const [amount, setAmount] = useState<string | null>(intended?.intended ?? null);
  const [reference, setReference] = useState('');
  const sending = useAction<ReceiveContributionMutation>(mutation);
  return (
    <Section title={t(words.title)}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!amount) return;
          sending.act(
            {
              contribution: intended ? source : null,
              donor: intended ? null : source,
              amount,
              bankReference: reference,
            },
            (payload) => {
              if (!('contribution' in payload) || !payload.contribution) return;
              onClose();
              go(to.contribution(payload.contribution.id));
            },
          );
        }}
      >
        <p className={css.why}>{t(words.why)}</p>
        <Field label={t(words.source)}>
          {(control) => (
            <select
              {...control}
              required
              value={source}
              onChange={(event) => {
                const chosen = event.currentTarget.value;
                setSource(chosen);
                const amountOf = intentions.find((each) => each.id === chosen)?.intended;
                if (amountOf) setAmount(amountOf);
              }}
            >
              <option value="">{t(words.pick)}</option>
              {intentions.length > 0 && (
                <optgroup label={t(words.intentions)}>
                  {intentions.map((each) => (
                    <option key={each.id} value={each.id}>
                      {each.number} · {each.giver.name} · {rupiah(each.intended, lang)}
                    </option>
                  ))}
                </optgroup>
              )}
              <optgroup label={t(words.unannounced)}>
                {organisations.edges.map(({ node }) => (
                  <option key={node.id} value={node.id}>
                    {node.name}
                  </option>
                ))}
              </optgroup>
            </select>
          )}
        </Field>
        <Quantity label={t(words.amount)} value={amount} onValue={setAmount} />
        <Field label={t(words.reference)}>
          {(control) => (
            <input
              {...control}
              required
              maxLength={100}
              autoComplete="off"
              value={reference}
              onChange={(event) => setReference(event.currentTarget.value)}
            />
          )}
        </Field>
        <Answer refusal={sending.refusal} failure={sending.failure} />
        <div className={css.buttons}>
          <Button
            type="submit"
            look="primary"
            busy={sending.busy}
            off={!amount || !source || !reference.trim()}
          >
            {t(words.save)}
          </Button>
          <Button onPress={onClose}>{t(words.cancel)}</Button>
        </div>
      </form>
    </Section>
  );
}
