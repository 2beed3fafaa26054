import type { ReactNode } from 'react';
import { day, days, moment } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Facts, type Step, Timeline } from '../../ui/Facts.tsx';
import { LadderBar } from '../../ui/LadderBar.tsx';
import { PageHead, Section } from '../../ui/Shell.tsx';
import { Loading } from '../../ui/States.tsx';
import { channel, midSentence, pledgeState, rungWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { TrackedQuery } from '../__generated__/TrackedQuery.graphql.ts';
import { to, withQuery } from '../address.ts';
import css from '../pages/Track.module.css';
import { type Doc, graphql, useRead } from '../read.ts';
import { packageNameOf, unitName } from '../units.ts';
import { Failed } from './Failed.tsx';

const document: Doc<TrackedQuery> = graphql`
  query TrackedQuery($code: String!) {
    complaintStatus(code: $code) {
      code
    }
    proposalStatus(code: $code) {
      code
    }
    pledgeByCode(code: $code) {
      number
      publicCode
      state
      channel
      asOf
      phase {
        number
        startsOn
        endsOn
      }
      giver {
        id
        name
      }
      executor {
        id
        name
      }
      parts {
        quantity
        state
        since
        windowStarts
        windowEnds
        package {
          code
        }
        unit {
          code
          name
          kind
          kelurahan {
            name
          }
        }
      }
      timeline {
        becomes
        party
        day
        organisation {
          name
        }
      }
    }
  }
`;

const words = {
  back: ['Lacak janji lain', 'Track another pledge'],
  told: ['Ini kode laporan atau usulan', 'This is the code of a report or a proposal'],
  toldWhy: [
    'Bukan kode janji bantuan. Keadaan dan jawabannya ada di halamannya sendiri.',
    'It is no pledge’s. How it stands and the answer are on a page of its own.',
  ],
  toTold: ['Lihat jawabannya', 'See the answer'],
  print: ['Cetak', 'Print'],
  title: [(number: string) => `Janji ${number}`, (number: string) => `Pledge ${number}`],
  from: [(giver: string) => `dari ${giver}`, (giver: string) => `from ${giver}`],
  state: ['Keadaan', 'State'],
  giver: ['Pemberi', 'Giver'],
  executor: ['Pelaksana', 'Executor'],
  way: ['Jalur', 'Channel'],
  phase: ['Tahap', 'Phase'],
  code: ['Kode lacak', 'Tracking code'],
  tell: ['Ada yang tidak beres? Laporkan', 'Is something wrong? Report it'],
  progress: ['Sampai di mana', 'How far it got'],
  steps: ['Perjalanannya', 'What happened'],
  units: ['Untuk siapa', 'For whom'],
  since: [(when: string) => `sejak ${when}`, (when: string) => `since ${when}`],
  window: [(when: string) => `waktu antar ${when}`, (when: string) => `to be delivered ${when}`],
  undecided: ['Unitnya belum ditentukan', 'Units not decided yet'],
  amount: [
    (n: string, what: string) => `${n} ${what}`,
    (n: string, what: string) => `${n} × ${what}`,
  ],
  released: ['dilepas', 'released'],
  confirm: ['Konfirmasi Pemprov', 'Confirmation by the provincial government'],
  answer: ['Jawaban pelaksana', 'Answer of the executor'],
  deliver: ['Pengiriman', 'Delivery'],
  handover: ['Serah terima di unit (BAST)', 'Handover at the unit (BAST)'],
  asOf: [(when: string) => `Per ${when}.`, (when: string) => `As of ${when}.`],
  nobody: [
    'Siapa pun yang memegang kode ini melihat halaman yang sama. Nama orang dan nilai uang tidak ditampilkan.',
    'Whoever has this code sees the same page. It shows no person’s name and no money.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

type Pledge = NonNullable<TrackedQuery['response']['pledgeByCode']>;
type Part = Pledge['parts'][number];

const rungOf = {
  HELD: rungWord.pledged,
  COMMITTED: rungWord.committed,
  FULFILLED: rungWord.received,
  RELEASED: words.released,
} as const;
const toneOf = {
  HELD: 'waiting',
  COMMITTED: 'strong',
  FULFILLED: 'good',
  RELEASED: 'stopped',
} as const;
const states = Object.keys(rungOf) as Part['state'][];

/** Each package of the pledge on its way: promised, then committed, then received. */
function Progress({ parts }: { parts: readonly Part[] }) {
  const t = useText();
  const lang = useLang();
  const codes = [...new Set(parts.map((part) => part.package.code))];
  return (
    <>
      {codes.map((code) => {
        const sum = (...wanted: Part['state'][]) =>
          parts
            .filter((part) => part.package.code === code && wanted.includes(part.state))
            .reduce((all, part) => all + part.quantity, 0);
        return (
          <div className={css.part} key={code}>
            <h3>
              {t(words.amount)(number(sum(...states), lang), midSentence(t(packageNameOf(code))))}
            </h3>
            <LadderBar
              show="bar"
              ladder={{
                target: sum(...states),
                pledged: sum('HELD'),
                committed: sum('COMMITTED', 'FULFILLED'),
                received: sum('FULFILLED'),
              }}
            />
            <p>
              {states
                .filter((state) => sum(state) > 0)
                .map((state) => `${number(sum(state), lang)} ${t(rungOf[state])}`)
                .join(' · ')}
            </p>
          </div>
        );
      })}
    </>
  );
}

/** What happened, and what is still to come while the pledge stands. */
function stepsOf(pledge: Pledge, lang: 'id' | 'en', t: <T>(pair: Pair<T>) => T): Step[] {
  const ahead = (key: 'answer' | 'confirm' | 'deliver' | 'handover') => ({
    key,
    what: t(words[key]),
    when: undefined,
    done: false,
  });
  const { state } = pledge;
  const waits = state === 'SUBMITTED' || state === 'ACCEPTED';
  return [
    ...pledge.timeline.map((step, index) => ({
      key: String(index),
      what: t(pledgeState[step.becomes]?.word ?? [step.becomes, step.becomes]),
      when: day(step.day, lang),
      note: step.organisation?.name,
      done: true,
    })),
    ...(state === 'SUBMITTED' && pledge.channel !== 'DIRECT' ? [ahead('answer')] : []),
    ...(waits ? [ahead('confirm')] : []),
    ...(waits || state === 'COMMITTED' ? [ahead('deliver'), ahead('handover')] : []),
  ];
}

function Parts({ parts }: { parts: readonly Part[] }) {
  const t = useText();
  const lang = useLang();
  return (
    <ul>
      {parts.map((part) => {
        const { unit, since, windowStarts, windowEnds } = part;
        return (
          <li
            className={css.row}
            key={`${unit?.code} ${part.package.code} ${part.state} ${since} ${windowStarts}`}
          >
            <div>
              {unit ? (
                <a href={to.unit(unit.code)}>{unitName(unit)}</a>
              ) : (
                <span>{t(words.undecided)}</span>
              )}
              <p>
                {t(words.amount)(
                  number(part.quantity, lang),
                  midSentence(t(packageNameOf(part.package.code))),
                )}
                {windowStarts && windowEnds && (
                  <>, {t(words.window)(days(windowStarts, windowEnds, lang))}</>
                )}
              </p>
            </div>
            <div>
              <Chip tone={toneOf[part.state]}>{t(rungOf[part.state])}</Chip>
              {since && <p>{t(words.since)(day(since, lang))}</p>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

export function Tracked({ code, unknown }: { code: string; unknown: ReactNode }) {
  const t = useText();
  const lang = useLang();
  const { data, error, again } = useRead(document, { code });
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Loading lines={8} />;
  const pledge = data.pledgeByCode;
  const told = data.complaintStatus ?? data.proposalStatus;
  if (!pledge) {
    return told ? (
      <>
        <PageHead title={t(words.told)} lead={t(words.toldWhy)} />
        <Button href={to.told(told.code)} look="primary">
          {t(words.toTold)}
        </Button>
      </>
    ) : (
      unknown
    );
  }
  const state = pledgeState[pledge.state];
  const party = ({ id, name }: Pledge['giver']) => <a href={to.organisation(id)}>{name}</a>;
  const { phase } = pledge;
  return (
    <>
      <PageHead
        back={{ href: to.track, label: t(words.back) }}
        title={t(words.title)(pledge.number)}
        lead={t(words.from)(pledge.giver.name)}
        action={
          <span className="needs-script">
            <Button onPress={() => print()}>{t(words.print)}</Button>
          </span>
        }
      />
      <Facts
        items={[
          [t(words.state), state && <Chip tone={state.tone}>{t(state.word)}</Chip>],
          [t(words.giver), party(pledge.giver)],
          [t(words.executor), party(pledge.executor)],
          [t(words.way), t(channel[pledge.channel])],
          [t(words.phase), `${phase.number} · ${days(phase.startsOn, phase.endsOn, lang)}`],
          [
            t(words.code),
            <code key="code">{(pledge.publicCode.match(/.{4}/g) ?? []).join(' ')}</code>,
          ],
        ]}
      />
      <Section title={t(words.progress)}>
        <Progress parts={pledge.parts} />
      </Section>
      <Section title={t(words.steps)}>
        <Timeline steps={stepsOf(pledge, lang, t)} />
      </Section>
      <Section title={t(words.units)}>
        <Parts parts={pledge.parts} />
        <p className={css.note}>
          {t(words.asOf)(moment(pledge.asOf, lang))} {t(words.nobody)}
        </p>
        <p className={css.note}>
          <a href={withQuery(to.tell, { janji: pledge.number })}>{t(words.tell)}</a>
        </p>
      </Section>
    </>
  );
}
