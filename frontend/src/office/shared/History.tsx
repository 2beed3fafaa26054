import { graphql, useFragment } from 'react-relay/hooks';
import { day, dayOf, moment } from '../../format/dates.ts';
import { Timeline } from '../../ui/Facts.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { party } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { History_steps$key } from '../__generated__/History_steps.graphql.ts';

const fragment = graphql`
  fragment History_steps on Step @relay(plural: true) {
    id
    party
    becomes
    effective
    recorded
    reason
    organisation {
      name
    }
    person {
      name
    }
  }
`;

const words = {
  history: ['Riwayat', 'History'],
} as const satisfies Record<string, Pair>;

type HistoryProps = {
  steps: History_steps$key;
  /** The words for what it became, by state. */
  states: Record<string, { readonly word: Pair }>;
  /** What to call whoever has no account. */
  anybody?: Pair;
};

/** Who moved a thing, when and why, from its beginning. */
export function History({ steps: key, states, anybody = party.ANYBODY }: HistoryProps) {
  const capacity = { ...party, ANYBODY: anybody };
  const t = useText();
  const lang = useLang();
  const steps = useFragment(fragment, key);
  return (
    <Section title={t(words.history)}>
      <Timeline
        steps={steps.map((step) => ({
          key: step.id,
          what: t(states[step.becomes]?.word ?? [step.becomes, step.becomes]),
          when:
            step.effective === dayOf(step.recorded)
              ? moment(step.recorded, lang)
              : day(step.effective, lang),
          note: [step.person?.name, step.organisation?.name ?? t(capacity[step.party]), step.reason]
            .filter(Boolean)
            .join(' · '),
          done: true,
        }))}
      />
    </Section>
  );
}
