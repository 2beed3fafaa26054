import type { ReactNode } from 'react';
import { day, days, moment } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Facts, type Step, Timeline } from '../../ui/Facts.tsx';
import { LadderBar } from '../../ui/LadderBar.tsx';
import { Loading } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { channel, midSentence, rungWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { pledgeState } from '../../words/pledges.ts';
import { receivedBy } from '../../words/received.ts';
import type { TrackedPledgeQuery } from '../__generated__/TrackedPledgeQuery.graphql.ts';
import { packageNameOf } from '../shared/units.ts';
import { to, withQuery } from '../shell/address.ts';
import { Failed } from '../shell/Failed.tsx';
import { Island } from '../shell/island.tsx';
import { lazy } from '../shell/lazy.ts';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import css from './Track.module.css';

const document: Doc<TrackedPledgeQuery> = graphql`
  query TrackedPledgeQuery($code: String!) {
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
      deliveries {
        id
        dispatched
        dispatchedOn
        received
        receivedOn
        ...HowProven_delivery @relay(mask: false)
        package {
          code
        }
        unit {
          code
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

const units = lazy(() => import('../deliveries/TrackedUnits.tsx'));

const words = {
  back: ['Lacak janji lain', 'Track another pledge'],
  submission: ['Ini kode laporan atau usulan', 'This is the code of a report or a proposal'],
  submissionWhy: [
    'Bukan kode janji bantuan. Keadaan dan jawabannya ada di halamannya sendiri.',
    'It is no pledge’s. How it stands and the answer are on a page of its own.',
  ],
  toSubmission: ['Lihat jawabannya', 'See the answer'],
  print: ['Cetak', 'Print'],
  title: [(number: string) => `Janji ${number}`, (number: string) => `Pledge ${number}`],
  from: [(giver: string) => `dari ${giver}`, (giver: string) => `from ${giver}`],
  state: ['Keadaan', 'State'],
  giver: ['Pemberi', 'Giver'],
  executor: ['Pelaksana', 'Executor'],
  way: ['Jalur', 'Channel'],
  phase: ['Tahap', 'Phase'],
  code: ['Kode lacak', 'Tracking code'],
  report: ['Ada yang tidak beres? Laporkan', 'Is something wrong? Report it'],
  progress: ['Sampai di mana', 'How far it got'],
  steps: ['Perjalanannya', 'What happened'],
  units: ['Untuk siapa', 'For whom'],
  amount: [
    (n: string, what: string) => `${n} ${what}`,
    (n: string, what: string) => `${n} × ${what}`,
  ],
  released: ['dilepas', 'released'],
  completed: ['selesai', 'completed'],
  confirm: ['Konfirmasi Pemprov', 'Confirmation by the provincial government'],
  answer: ['Jawaban pelaksana', 'Answer of the executor'],
  deliver: ['Pengiriman', 'Delivery'],
  handover: ['Serah terima di unit', 'Handover at the unit'],
  asOf: [(when: string) => `Per ${when}.`, (when: string) => `As of ${when}.`],
  nobody: [
    'Siapa pun yang memegang kode ini melihat halaman yang sama. Nama orang dan nilai uang tidak ditampilkan.',
    'Whoever has this code sees the same page. It shows no person’s name and no money.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

type Pledge = NonNullable<TrackedPledgeQuery['response']['pledgeByCode']>;
type Part = Pledge['parts'][number];

const rungOf = {
  HELD: rungWord.pledged,
  COMMITTED: rungWord.committed,
  FULFILLED: words.completed,
  RELEASED: words.released,
} as const;
const states = Object.keys(rungOf) as Part['state'][];

/** Each package of the pledge on its way: promised, then committed, then received. */
function Progress({ parts, deliveries }: Pick<Pledge, 'parts' | 'deliveries'>) {
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
        const came = deliveries.filter((each) => each.package.code === code);
        const received = came.reduce((all, each) => all + each.received, 0);
        const byUnit = came.reduce(
          (all, each) => all + (each.provenBy === 'UNIT' ? each.received : 0),
          0,
        );
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
                received,
              }}
            />
            <p>
              {states
                .filter((state) => sum(state) > 0)
                .map((state) => `${number(sum(state), lang)} ${t(rungOf[state])}`)
                .join(' · ')}
              {received > 0 && ` · ${number(received, lang)} ${t(rungWord.received)}`}
            </p>
            {received > 0 && <p>{receivedBy(received, byUnit, lang)}</p>}
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
  const left = pledge.deliveries.length > 0;
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
    ...(waits || (state === 'COMMITTED' && !left) ? [ahead('deliver')] : []),
    ...(waits || state === 'COMMITTED' ? [ahead('handover')] : []),
  ];
}

export function Tracked({ code, unknown }: { code: string; unknown: ReactNode }) {
  const t = useText();
  const lang = useLang();
  const { data, error, again } = useRead(document, { code });
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Loading lines={8} />;
  const pledge = data.pledgeByCode;
  const submission = data.complaintStatus ?? data.proposalStatus;
  if (!pledge) {
    return submission ? (
      <>
        <PageHead title={t(words.submission)} lead={t(words.submissionWhy)} />
        <Button href={to.submission(submission.code)} look="primary">
          {t(words.toSubmission)}
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
        <Progress parts={pledge.parts} deliveries={pledge.deliveries} />
      </Section>
      <Section title={t(words.steps)}>
        <Timeline steps={stepsOf(pledge, lang, t)} />
      </Section>
      <Section title={t(words.units)}>
        <Island part={units} keepHtml parts={pledge.parts} deliveries={pledge.deliveries} />
        <p className={css.note}>
          {t(words.asOf)(moment(pledge.asOf, lang))} {t(words.nobody)}
        </p>
        <p className={css.note}>
          <a href={withQuery(to.report, { janji: pledge.number })}>{t(words.report)}</a>
        </p>
      </Section>
    </>
  );
}
