import { useState } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { moment } from '../../../format/dates.ts';
import { number } from '../../../format/numbers.ts';
import { Button } from '../../../ui/Button.tsx';
import { Chip } from '../../../ui/Chip.tsx';
import { fieldEntryState } from '../../../words/field.ts';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import type { LeftEntries_shipment$key } from '../../__generated__/LeftEntries_shipment.graphql.ts';
import type { LeftEntriesDismissMutation } from '../../__generated__/LeftEntriesDismissMutation.graphql.ts';
import type { LeftEntriesRecordMutation } from '../../__generated__/LeftEntriesRecordMutation.graphql.ts';
import { packageNameOf, unitName } from '../../shared/names.ts';
import { ReasonDialog } from '../../shell/dialogs/ReasonDialog.tsx';
import { Answer } from '../../shell/forms/Answer.tsx';
import { useAction } from '../../shell/forms/action.ts';
import css from '../../shell/forms/Form.module.css';

const fragment = graphql`
  fragment LeftEntries_shipment on Shipment {
    fieldEntries {
      id
      state
      reason
      problem
      happenedAt
      receiver
      failedBecause
      stop {
        id
        unit {
          name
          kind
          kelurahan {
            name
          }
        }
      }
      counts {
        good
        damaged
        missing
        broughtBack
        package {
          code
        }
      }
      evidence {
        id
        url
      }
    }
  }
`;

const record = graphql`
  mutation LeftEntriesRecordMutation($input: RecordEntryInput!) {
    recordEntry(input: $input) {
      ... on EntryRecorded {
        entry {
          id
          state
          handover {
            id
          }
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const dismiss = graphql`
  mutation LeftEntriesDismissMutation($input: DismissEntryInput!) {
    dismissEntry(input: $input) {
      ... on EntryDismissed {
        entry {
          id
          state
          reason
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  title: ['Diserahkan kurir ke kantor', 'Left to the office by couriers'],
  counted: [
    (name: string, good: string, damaged: string, missing: string, back: string) =>
      `${name}: ${good} baik, ${damaged} rusak, ${missing} kurang, ${back} kembali`,
    (name: string, good: string, damaged: string, missing: string, back: string) =>
      `${name}: ${good} good, ${damaged} damaged, ${missing} missing, ${back} brought back`,
  ],
  at: [(when: string) => `Menurut ponsel ${when}`, (when: string) => `By the phone ${when}`],
  photo: [(n: number) => `Foto ${n}`, (n: number) => `Photo ${n}`],
  record: ['Catat sebagai serah terima', 'Record as a handover'],
  dismiss: ['Abaikan', 'Dismiss'],
  dismissWhy: [
    'Catatan ini tidak dihitung, tetapi tetap terlihat dengan alasannya.',
    'The entry counts for nothing, but stays visible with the reason.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

function Decide({ id, name }: { id: string; name: string }) {
  const t = useText();
  const [dismissing, setDismissing] = useState(false);
  const recorded = useAction<LeftEntriesRecordMutation>(record);
  const dismissed = useAction<LeftEntriesDismissMutation>(dismiss);
  const close = () => {
    dismissed.clear();
    setDismissing(false);
  };
  return (
    <>
      <Answer refusal={recorded.refusal} failure={recorded.failure} />
      <div className={css.buttons}>
        <Button
          look="primary"
          busy={recorded.busy}
          onPress={() => recorded.act({ entry: id, lateReason: '' })}
        >
          {t(words.record)}
        </Button>
        <Button onPress={() => setDismissing(true)}>{t(words.dismiss)}</Button>
      </div>
      {dismissing && (
        <ReasonDialog
          open
          title={name}
          confirm={t(words.dismiss)}
          busy={dismissed.busy}
          reason="required"
          answer={<Answer refusal={dismissed.refusal} failure={dismissed.failure} />}
          onConfirm={(reason) => dismissed.act({ entry: id, reason }, close)}
          onClose={close}
        >
          <p>{t(words.dismissWhy)}</p>
        </ReasonDialog>
      )}
    </>
  );
}

/** What phones could not report: the office records it or dismisses it with a reason. */
export function LeftEntries({
  shipment,
  own,
}: {
  shipment: LeftEntries_shipment$key;
  own: boolean;
}) {
  const t = useText();
  const lang = useLang();
  const { fieldEntries } = useFragment(fragment, shipment);
  if (fieldEntries.length === 0) return null;
  return (
    <>
      <h3>{t(words.title)}</h3>
      {fieldEntries.map((entry) => {
        const state = fieldEntryState[entry.state];
        const name = unitName(entry.stop.unit);
        return (
          <article key={entry.id} className={css.form} aria-label={name}>
            <p>
              <b>{name}</b> {state && <Chip tone={state.tone}>{t(state.word)}</Chip>}
            </p>
            <p>{entry.problem}</p>
            <p className={css.why}>
              {t(words.at)(moment(entry.happenedAt, lang))}
              {entry.receiver && `, ${entry.receiver}`}
            </p>
            {entry.failedBecause && <p>{entry.failedBecause}</p>}
            {entry.counts.map((count) => (
              <p key={count.package.code}>
                {t(words.counted)(
                  t(packageNameOf(count.package.code)),
                  number(count.good, lang),
                  number(count.damaged, lang),
                  number(count.missing, lang),
                  number(count.broughtBack, lang),
                )}
              </p>
            ))}
            {entry.evidence.length > 0 && (
              <p>
                {entry.evidence.map((file, place) => (
                  <span key={file.id}>
                    {place > 0 && ', '}
                    <a href={file.url ?? undefined}>{t(words.photo)(place + 1)}</a>
                  </span>
                ))}
              </p>
            )}
            {entry.reason && <p>{entry.reason}</p>}
            {own && entry.state === 'WAITING' && <Decide id={entry.id} name={name} />}
          </article>
        );
      })}
    </>
  );
}
