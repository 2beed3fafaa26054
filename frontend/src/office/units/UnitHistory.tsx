import { graphql, useFragment } from 'react-relay/hooks';
import { day, dayOf, moment } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Timeline } from '../../ui/Facts.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { UnitHistory_events$key } from '../__generated__/UnitHistory_events.graphql.ts';
import { packageNameOf } from '../shared/names.ts';
import { to } from '../shell/address.ts';

const fragment = graphql`
  fragment UnitHistory_events on UnitEvent @relay(plural: true) {
    id
    kind
    phase {
      number
    }
    package {
      code
    }
    quantity
    was
    organisation {
      name
    }
    person {
      name
    }
    giver {
      name
    }
    pledge {
      id
      number
    }
    reason
    effective
    recorded
  }
`;

type Say = (n: string, what: string, was: string) => string;

const words = {
  title: ['Riwayat: siapa, kapan, mengapa', 'History: who, when, why'],
  system: ['sistem', 'system'],
  phase: [(n: number) => `tahap ${n}`, (n: number) => `phase ${n}`],
  from: [(name: string) => `dari ${name}`, (name: string) => `from ${name}`],
  recorded: [(when: string) => `dicatat ${when}`, (when: string) => `recorded ${when}`],
  none: ['Belum ada yang terjadi.', 'Nothing has happened yet.'],
} as const satisfies Record<string, Pair<unknown>>;

const sentences: Record<string, Pair<Say>> = {
  DATA: [(n) => `Data kerentanan: ${n} KK`, (n) => `Vulnerability data: ${n} families`],
  NEED_PUBLISHED: [
    (n, what) => `Kebutuhan diumumkan: ${n} × ${what}`,
    (n, what) => `Need published: ${n} × ${what}`,
  ],
  TARGET_CHANGED: [
    (n, what, was) => `Kebutuhan diubah dari ${was} menjadi ${n} × ${what}`,
    (n, what, was) => `Need changed from ${was} to ${n} × ${what}`,
  ],
  HELD: [(n, what) => `Ditahan: ${n} × ${what}`, (n, what) => `Held: ${n} × ${what}`],
  COMMITTED: [(n, what) => `Komitmen: ${n} × ${what}`, (n, what) => `Committed: ${n} × ${what}`],
  FULFILLED: [(n, what) => `Terpenuhi: ${n} × ${what}`, (n, what) => `Fulfilled: ${n} × ${what}`],
  RELEASED: [(n, what) => `Dilepas: ${n} × ${what}`, (n, what) => `Released: ${n} × ${what}`],
};

/** What happened at a unit, the latest first; only the Pemprov reads it. */
export function UnitHistory({ events: key }: { events: UnitHistory_events$key }) {
  const t = useText();
  const lang = useLang();
  const events = useFragment(fragment, key);
  return (
    <Section title={t(words.title)}>
      {events.length === 0 && <p>{t(words.none)}</p>}
      <Timeline
        steps={events.map((event) => {
          const sentence = sentences[event.kind];
          const what = event.package ? t(packageNameOf(event.package.code)) : '';
          const quantity = event.quantity == null ? '<5' : number(event.quantity, lang);
          const who =
            event.person?.name ??
            event.organisation?.name ??
            (event.kind === 'DATA' ? null : t(words.system));
          return {
            key: event.id,
            what: sentence
              ? `${t(sentence)(quantity, what, number(event.was ?? 0, lang))}${
                  event.phase ? `, ${t(words.phase)(event.phase.number)}` : ''
                }`
              : event.kind,
            when:
              event.kind === 'DATA'
                ? `${day(event.effective, lang)} (${t(words.recorded)(moment(event.recorded, lang))})`
                : event.effective === dayOf(event.recorded)
                  ? moment(event.recorded, lang)
                  : day(event.effective, lang),
            note: (
              <>
                {[who, event.giver && t(words.from)(event.giver.name), event.reason]
                  .filter(Boolean)
                  .join(' · ')}
                {event.pledge && (
                  <>
                    {' · '}
                    <a href={to.pledge(event.pledge.id)}>{event.pledge.number}</a>
                  </>
                )}
              </>
            ),
            done: true,
          };
        })}
      />
    </Section>
  );
}
