import { day, dayOf, daysBetween, moment } from '../../format/dates.ts';
import { number, rupiah } from '../../format/numbers.ts';
import type { Lang, Pair } from '../../words/lang.ts';
import type { TodayPageQuery } from '../__generated__/TodayPageQuery.graphql.ts';
import { packageNameOf, unitName } from '../shared/names.ts';
import { to } from '../shell/address.ts';

const words = {
  answer: ['Jawab janji', 'Answer a pledge'],
  open: ['Buka dan jawab', 'Open and answer'],
  direct: ['Alokasikan ke unit', 'Direct to units'],
  allocate: ['Alokasikan', 'Allocate'],
  withdrawal: ['Jawab permintaan penarikan', 'Answer a request to withdraw'],
  answerBy: [
    (when: string) => `setelah ${when} Pemprov memutuskan`,
    (when: string) => `after ${when} the provincial government decides`,
  ],
  short: ['Yang datang kurang', 'Less came than promised'],
  shortOf: [
    (came: string, promised: string) => `datang ${came} dari ${promised}`,
    (came: string, promised: string) => `${came} of ${promised} came`,
  ],
  shortWhy: ['lebih dari 7 hari sejak komitmen', 'more than 7 days since the commitment'],
  close: ['Lihat dan tutup', 'Look and close'],
  overruled: ['Batalkan penutupan: sanggahan diterima', 'Take a closing back: objection accepted'],
  overruledWhy: ['keputusan Pemprov', "the provincial government's decision"],
  dispute: ['Jawab sengketa', 'Answer a dispute'],
  record: ['Catat dana yang diniatkan', 'Record intended money'],
  recordIt: ['Catat penerimaan', 'Record its receipt'],
  bind: ['Jadikan paket', 'Turn into packages'],
  bindIt: ['Ikat pada janji', 'Bind to a pledge'],
  renewAgreement: ['Perpanjang PKS', 'Renew the agreement'],
  renewPermit: ['Perpanjang izin PUB', 'Renew the permit'],
  renew: ['Buka PKS dan izin', 'Open agreement and permits'],
  from: [
    (no: string, who: string) => `${no} dari ${who}`,
    (no: string, who: string) => `${no} from ${who}`,
  ],
  held: [(when: string) => `tahanan sampai ${when}`, (when: string) => `held until ${when}`],
  phaseEnds: [(when: string) => `tahap berakhir ${when}`, (when: string) => `phase ends ${when}`],
  noDue: [
    (n: number) => (n > 0 ? `menunggu ${n} hari` : 'masuk hari ini'),
    (n: number) => (n > 0 ? `waiting ${n} ${n === 1 ? 'day' : 'days'}` : 'came in today'),
  ],
  until: [(when: string) => `berlaku sampai ${when}`, (when: string) => `in force until ${when}`],
} as const satisfies Record<string, Pair<unknown>>;

/** Renewing a paper takes the Pemprov weeks. */
const PAPER_DAYS = 30;

export type Task = {
  key: string;
  what: Pair;
  about: string;
  detail: string;
  /** The day before which it should be done; what has none comes last, the oldest first. */
  due: string | undefined;
  since: string;
  why: string;
  href: string;
  step: Pair;
};

type Organisation = NonNullable<NonNullable<TodayPageQuery['response']['viewer']>['organisation']>;

type Say = { t: <T>(pair: Pair<T>) => T; lang: Lang; today: string };
type Line = { readonly package: { readonly code: string } };

/** "120 × Sembako, 40 × Lebaran", without what there is nothing of. */
function packages<L extends Line>(
  lines: readonly L[],
  quantity: (line: L) => number,
  { t, lang }: Say,
): string {
  return lines
    .filter((line) => quantity(line) > 0)
    .map((line) => `${number(quantity(line), lang)} × ${t(packageNameOf(line.package.code))}`)
    .join(', ');
}

function pledges(own: Organisation, say: Say): Task[] {
  const { t, lang } = say;
  const ends = (on: string) => t(words.phaseEnds)(day(on, lang));
  return [
    ...own.answer.edges.map(({ node }) => ({
      key: `answer ${node.id}`,
      what: words.answer,
      about: t(words.from)(node.number, node.giver.name),
      detail: packages(node.lines, (line) => line.quantity, say),
      due: node.holdExpiresAt ? dayOf(node.holdExpiresAt) : node.phase.endsOn,
      since: dayOf(node.submittedAt),
      why: node.holdExpiresAt
        ? t(words.held)(moment(node.holdExpiresAt, lang))
        : ends(node.phase.endsOn),
      href: to.pledge(node.id),
      step: words.open,
    })),
    ...own.direct.edges.map(({ node }) => ({
      key: `direct ${node.id}`,
      what: words.direct,
      about: t(words.from)(node.number, node.giver.name),
      detail: packages(node.lines, (line) => line.unallocated, say),
      due: node.phase.endsOn,
      since: node.phase.endsOn,
      why: ends(node.phase.endsOn),
      href: to.allocate(node.id),
      step: words.allocate,
    })),
    ...own.withdrawalsToAnswer.edges.map(({ node }) => ({
      key: `withdrawal ${node.id}`,
      what: words.withdrawal,
      about: t(words.from)(node.pledge.number, node.pledge.giver.name),
      detail: '',
      due: node.dueOn,
      since: node.requestedOn,
      why: t(words.answerBy)(day(node.dueOn, lang)),
      href: to.withdrawal(node.pledge.id),
      step: words.open,
    })),
    ...own.disputes.edges.map(({ node }) => ({
      key: `dispute ${node.id}`,
      what: words.dispute,
      about: unitName(node.unit),
      detail: '',
      due: node.dueOn ?? undefined,
      since: node.disputedOn ?? '',
      why: t(words.answerBy)(day(node.dueOn ?? '', lang)),
      href: to.handover(node.id),
      step: words.open,
    })),
  ];
}

/** What came short: what the organisation carries out for others, and what it gives itself. */
function shortfalls(own: Organisation, { t, lang }: Say): Task[] {
  return [
    ...[...own.short.edges, ...own.ownShort.edges].map(({ node }) => {
      const since = node.allocations.map((row) => row.committedOn ?? '').filter(Boolean);
      return {
        key: `short ${node.id}`,
        what: words.short,
        about: t(words.from)(node.number, node.giver.name),
        detail: node.lines
          .filter((line) => line.short)
          .map(
            (line) =>
              `${t(packageNameOf(line.package.code))}: ${t(words.shortOf)(number(line.came, lang), number(line.quantity, lang))}`,
          )
          .join(', '),
        due: undefined,
        since: since.sort()[0] ?? '',
        why: t(words.shortWhy),
        href: to.closing(node.id),
        step: words.close,
      };
    }),
    ...own.overruled.edges.map(({ node }) => ({
      key: `overruled ${node.id}`,
      what: words.overruled,
      about: t(words.from)(node.pledge.number, node.pledge.giver.name),
      detail: '',
      due: undefined,
      since: node.closedOn,
      why: t(words.overruledWhy),
      href: to.closing(node.pledge.id),
      step: words.open,
    })),
  ];
}

function money(own: Organisation, { t, lang, today }: Say): Task[] {
  const waiting = (since: string) => t(words.noDue)(daysBetween(since, today));
  return [
    ...own.intended.edges.map(({ node }) => ({
      key: `intended ${node.id}`,
      what: words.record,
      about: t(words.from)(node.number, node.giver.name),
      detail: rupiah(node.intended, lang),
      due: undefined,
      since: node.intendedOn,
      why: waiting(node.intendedOn),
      href: to.contribution(node.id),
      step: words.recordIt,
    })),
    ...own.received.edges
      .filter(({ node }) => node.left !== '0')
      .map(({ node }) => ({
        key: `left ${node.id}`,
        what: words.bind,
        about: t(words.from)(node.number, node.giver.name),
        detail: rupiah(node.left, lang),
        due: undefined,
        since: node.receivedOn ?? today,
        why: waiting(node.receivedOn ?? today),
        href: to.contribution(node.id),
        step: words.bindIt,
      })),
  ];
}

function papers(own: Organisation, { t, lang, today }: Say): Task[] {
  return [
    ...own.agreements.map((paper) => ({ paper, what: words.renewAgreement })),
    ...own.permits.map((paper) => ({ paper, what: words.renewPermit })),
  ]
    .filter(({ paper }) => paper.inForce && daysBetween(today, paper.endsOn) <= PAPER_DAYS)
    .map(({ paper, what }) => ({
      key: `paper ${paper.id}`,
      what,
      about: paper.number,
      detail: '',
      due: paper.endsOn,
      since: paper.endsOn,
      why: t(words.until)(day(paper.endsOn, lang)),
      href: to.agreements,
      step: words.renew,
    }));
}

/** What an organisation has to do: first what is due, then the oldest. */
export function tasksOf(own: Organisation, say: Say): Task[] {
  return [
    ...pledges(own, say),
    ...shortfalls(own, say),
    ...money(own, say),
    ...papers(own, say),
  ].sort(
    (a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999') || a.since.localeCompare(b.since),
  );
}
