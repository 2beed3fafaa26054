import { type ReactNode, useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { days } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice, Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/States.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { counted, type Pair, useLang, useText } from '../../words/lang.ts';
import type { PublishNeedsMutation } from '../__generated__/PublishNeedsMutation.graphql.ts';
import type { PublishNeedsQuery } from '../__generated__/PublishNeedsQuery.graphql.ts';
import { packageNameOf } from '../shared/names.ts';
import { Boundary } from '../shell/Boundary.tsx';
import { Answer } from '../shell/forms/Answer.tsx';
import { useAction } from '../shell/forms/action.ts';
import css from '../shell/forms/Form.module.css';
import { useLoad } from '../shell/load.ts';

const document = graphql`
  query PublishNeedsQuery($phase: ID!) {
    unpublishedNeeds(phase: $phase) {
      package {
        id
      }
      needs
      packages
      already
    }
  }
`;

const mutation = graphql`
  mutation PublishNeedsMutation($input: PublishNeedsInput!) {
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
  adds: [
    (needs: string, packages: string) => `menambah ${needs} unit, ${packages} paket`,
    (needs: string, packages: string) =>
      `adds ${counted(needs, 'unit')}, ${counted(packages, 'package')}`,
  ],
  addsNothing: ['tidak menambah apa pun', 'adds nothing'],
  already: [
    (needs: string) => `${needs} unit sudah diumumkan`,
    (needs: string) => `${needs} units are published already`,
  ],
  sum: [
    (needs: string, packages: string) =>
      `Yang akan diumumkan: ${needs} kebutuhan, seluruhnya ${packages} paket.`,
    (needs: string, packages: string) =>
      `To be published: ${needs} needs, ${packages} packages in all.`,
  ],
  sumNothing: [
    'Tidak ada yang baru untuk diumumkan pada tahap dan paket ini.',
    'There is nothing new to publish in this phase and of these packages.',
  ],
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

type PublishNeedsProps = {
  /** Those that are not over. */
  phases: readonly Phase[];
  /** The phase chosen at first. */
  first: string;
  onDone: () => void;
  onClose: () => void;
};

type Added = NonNullable<PublishNeedsQuery['response']['unpublishedNeeds']>[number];

/** What publishing would add of each package, computed by the server as publishing does. */
function Foretold({
  phase,
  attempt,
  children,
}: {
  phase: string;
  attempt: number;
  children: (added: ReadonlyMap<string, Added>) => ReactNode;
}) {
  const { unpublishedNeeds } = useLoad<PublishNeedsQuery>(
    document,
    { phase },
    { fetchPolicy: 'network-only', fetchKey: attempt },
  );
  return children(new Map(unpublishedNeeds?.map((each) => [each.package.id, each])));
}

function Adds({ added }: { added: Added | undefined }) {
  const t = useText();
  const lang = useLang();
  const count = (value: number) => number(value, lang);
  return [
    added && added.needs > 0
      ? t(words.adds)(count(added.needs), count(added.packages))
      : t(words.addsNothing),
    added && added.already > 0 && t(words.already)(count(added.already)),
  ]
    .filter(Boolean)
    .join('; ');
}

function Sum({ added }: { added: readonly (Added | undefined)[] }) {
  const t = useText();
  const lang = useLang();
  const sum = (of: 'needs' | 'packages') =>
    number(
      added.reduce((total, each) => total + (each?.[of] ?? 0), 0),
      lang,
    );
  const some = added.some((each) => each && each.needs > 0);
  return (
    <Notice tone="note">
      {some ? t(words.sum)(sum('needs'), sum('packages')) : t(words.sumNothing)}
    </Notice>
  );
}

export function PublishNeeds({ phases, first, onDone, onClose }: PublishNeedsProps) {
  const t = useText();
  const lang = useLang();
  const [phaseId, setPhaseId] = useState(first);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [done, setDone] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  const publishing = useAction<PublishNeedsMutation>(mutation);
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
            setAttempt(attempt + 1);
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
              onChange={(event) => {
                setDone(undefined);
                setPhaseId(event.currentTarget.value);
              }}
            >
              {phases.map((each) => (
                <option key={each.id} value={each.id}>
                  {t(words.phaseName)(each.number)} · {days(each.startsOn, each.endsOn, lang)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Boundary key={phaseId}>
          <Foretold phase={phaseId} attempt={attempt}>
            {(added) => (
              <>
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
                        setDone(undefined);
                        setLeft(next);
                      }}
                      label={t(packageNameOf(each.code))}
                      hint={<Adds added={added.get(each.id)} />}
                    />
                  ))}
                </fieldset>
                {!done && <Sum added={chosen.map((each) => added.get(each.id))} />}
              </>
            )}
          </Foretold>
        </Boundary>
        {done && <Notice tone="done">{done}</Notice>}
        <Answer refusal={publishing.refusal} failure={publishing.failure} />
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
