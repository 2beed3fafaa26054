import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../../format/dates.ts';
import { number } from '../../../format/numbers.ts';
import { Facts } from '../../../ui/Facts.tsx';
import { Section } from '../../../ui/shell/Page.tsx';
import { party } from '../../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import type {
  Decision_handover$data,
  Decision_handover$key,
} from '../../__generated__/Decision_handover.graphql.ts';
import { packageNameOf } from '../../shared/names.ts';

const fragment = graphql`
  fragment Decision_handover on Handover {
    reason
    timeline {
      id
      party
      becomes
      effective
      reason
      organisation {
        name
      }
    }
    deliveries {
      id
      good
      damaged
      missing
      received
      receivedBefore
      package {
        code
      }
    }
  }
`;

const words = {
  title: ['Hasilnya', 'The outcome'],
  by: ['Diakhiri oleh', 'Ended by'],
  on: ['Hari', 'Day'],
  why: ['Alasan', 'Reason'],
  agreed: ['Kedua pihak menghitung sama.', 'Both sides counted the same.'],
  count: [
    (good: string, damaged: string, missing: string) =>
      `${good} baik, ${damaged} rusak, ${missing} kurang`,
    (good: string, damaged: string, missing: string) =>
      `${good} good, ${damaged} damaged, ${missing} missing`,
  ],
  before: [
    (n: string, now: string) => `diterima ${now}, sebelumnya ${n}`,
    (n: string, now: string) => `${now} received, before ${n}`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

type Row = Decision_handover$data['deliveries'][number];
type Step = Decision_handover$data['timeline'][number];

/** The sums of a column, by package. */
function summed(rows: readonly Row[], column: (row: Row) => number): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) {
    const { code } = row.package;
    sums.set(code, (sums.get(code) ?? 0) + column(row));
  }
  return sums;
}

/** How a dispute ended: the numbers that count, whose act it was, and why. */
export function Decision({ handover }: { handover: Decision_handover$key }) {
  const t = useText();
  const lang = useLang();
  const { deliveries, timeline, reason } = useFragment(fragment, handover);
  const step = timeline.findLast(
    (each) => each.becomes === 'RESOLVED' || each.becomes === 'VERIFIED',
  );
  const sum = (code: string, column: (row: Row) => number) =>
    number(summed(deliveries, column).get(code) ?? 0, lang);
  const numbers = [...summed(deliveries, (row) => row.good).keys()].map(
    (code): [string, string] => {
      const counted = t(words.count)(
        sum(code, (row) => row.good),
        sum(code, (row) => row.damaged),
        sum(code, (row) => row.missing),
      );
      const now = sum(code, (row) => row.received);
      const before = sum(code, (row) => row.receivedBefore ?? row.received);
      return [
        t(packageNameOf(code)),
        now === before ? counted : `${counted} (${t(words.before)(before, now)})`,
      ];
    },
  );
  // An officer or a verifier works for the Pemprov, but does not decide for it.
  const by = ({ party: capacity, organisation }: Step) =>
    ['EXECUTOR', 'PEMPROV'].includes(capacity) && organisation
      ? organisation.name
      : t(party[capacity]);
  const why = step ? step.reason : reason;
  const facts: [string, string][] = [
    ...numbers,
    [t(words.by), step ? by(step) : ''],
    [t(words.on), step ? day(step.effective, lang) : ''],
    [t(words.why), why || t(words.agreed)],
  ];
  return (
    <Section title={t(words.title)}>
      <Facts items={facts.filter(([, value]) => value)} />
    </Section>
  );
}
