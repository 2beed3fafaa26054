import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { days } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice, Field } from '../../ui/Field.tsx';
import { Section } from '../../ui/Shell.tsx';
import { Notice } from '../../ui/States.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { PublishMutation } from '../__generated__/PublishMutation.graphql.ts';
import { useAct } from '../act.ts';
import { Answer } from '../parts/Answer.tsx';
import css from '../parts/Form.module.css';
import { packageNameOf } from '../parts/names.ts';

const mutation = graphql`
  mutation PublishMutation($input: PublishNeedsInput!) {
    publishNeeds(input: $input) {
      ... on NeedsPublished {
        needs
        packages
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  title: ['Umumkan kebutuhan', 'Publish needs'],
  why: [
    'Kebutuhan dihitung dari data terakhir tiap unit. Yang sudah diumumkan tidak berubah; unit baru ditambahkan.',
    'Needs are computed from each unit’s latest data. What is published already stays as it is; new units are added.',
  ],
  phase: ['Tahap', 'Phase'],
  phaseName: [(n: number) => `Tahap ${n}`, (n: number) => `Phase ${n}`],
  packages: ['Paket', 'Packages'],
  send: ['Umumkan', 'Publish'],
  close: ['Tutup', 'Close'],
  done: [
    (needs: string, packages: string) =>
      `${needs} kebutuhan diumumkan, seluruhnya ${packages} paket.`,
    (needs: string, packages: string) => `${needs} needs published, ${packages} packages in all.`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

type Phase = {
  readonly id: string;
  readonly number: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly packages: readonly {
    readonly package: { readonly id: string; readonly code: string };
  }[];
};

type PublishProps = { phases: readonly Phase[]; onDone: () => void; onClose: () => void };

export function Publish({ phases, onDone, onClose }: PublishProps) {
  const t = useText();
  const lang = useLang();
  const [phaseId, setPhaseId] = useState(phases[phases.length - 1]?.id ?? '');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [done, setDone] = useState<string>();
  const publishing = useAct<PublishMutation>(mutation);
  const phase = phases.find((each) => each.id === phaseId);
  const packages = phase?.packages.map((each) => each.package) ?? [];
  const chosen = packages.filter((each) => !left.has(each.id));
  return (
    <Section title={t(words.title)}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          setDone(undefined);
          publishing.act({ phase: phaseId, packages: chosen.map((each) => each.id) }, (payload) => {
            if (!('needs' in payload) || payload.needs === undefined) return;
            setDone(
              t(words.done)(number(payload.needs, lang), number(payload.packages ?? 0, lang)),
            );
            onDone();
          });
        }}
      >
        <p className={css.why}>{t(words.why)}</p>
        <Field label={t(words.phase)}>
          {(control) => (
            <select
              {...control}
              value={phaseId}
              onChange={(event) => setPhaseId(event.currentTarget.value)}
            >
              {phases.map((each) => (
                <option key={each.id} value={each.id}>
                  {t(words.phaseName)(each.number)} · {days(each.startsOn, each.endsOn, lang)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <fieldset>
          <legend className={css.legend}>{t(words.packages)}</legend>
          {packages.map((each) => (
            <Choice
              key={each.id}
              type="checkbox"
              name="package"
              value={each.id}
              checked={!left.has(each.id)}
              onPick={(checked) => {
                const next = new Set(left);
                if (checked) next.delete(each.id);
                else next.add(each.id);
                setLeft(next);
              }}
              label={t(packageNameOf(each.code))}
            />
          ))}
        </fieldset>
        {done && <Notice tone="done">{done}</Notice>}
        <Answer refusal={publishing.refusal} fault={publishing.fault} />
        <div className={css.buttons}>
          <Button type="submit" look="primary" busy={publishing.busy} off={chosen.length === 0}>
            {t(words.send)}
          </Button>
          <Button onPress={onClose}>{t(words.close)}</Button>
        </div>
      </form>
    </Section>
  );
}
