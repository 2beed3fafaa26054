import { graphql } from 'react-relay/hooks';
import { day, dayOf, daysBetween, moment } from '../../format/dates.ts';
import { number, rupiah } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { PageHead } from '../../ui/Shell.tsx';
import { Empty } from '../../ui/States.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { TodayQuery } from '../__generated__/TodayQuery.graphql.ts';
import { to, withQuery } from '../address.ts';
import { useLoad } from '../load.ts';
import { packageNameOf } from '../parts/names.ts';
import css from '../parts/SortTable.module.css';
import { useOffice } from '../viewer.ts';

const document = graphql`
  query TodayQuery($most: Int!) {
    viewer {
      organisation {
        id
        answer: pledges(
          side: EXECUTOR
          states: [SUBMITTED]
          order: LONGEST_WAITING
          first: $most
        ) {
          pageInfo {
            hasNextPage
          }
          edges {
            node {
              id
              number
              submittedAt
              holdExpiresAt
              giver {
                name
              }
              phase {
                endsOn
              }
              lines {
                quantity
                package {
                  code
                }
              }
            }
          }
        }
        direct: pledges(
          side: EXECUTOR
          states: [ACCEPTED, COMMITTED]
          toDirect: true
          order: LONGEST_WAITING
          first: $most
        ) {
          pageInfo {
            hasNextPage
          }
          edges {
            node {
              id
              number
              holdExpiresAt
              giver {
                name
              }
              phase {
                endsOn
              }
              lines {
                unallocated
                package {
                  code
                }
              }
            }
          }
        }
        intended: contributions(side: EXECUTOR, states: [INTENDED], order: OLDEST, first: $most) {
          pageInfo {
            hasNextPage
          }
          edges {
            node {
              id
              number
              intended
              intendedOn
              giver {
                name
              }
            }
          }
        }
        received: contributions(side: EXECUTOR, states: [RECEIVED], order: OLDEST, first: $most) {
          pageInfo {
            hasNextPage
          }
          edges {
            node {
              id
              number
              left
              receivedOn
              giver {
                name
              }
            }
          }
        }
        agreements {
          id
          number
          endsOn
          inForce
        }
        permits {
          id
          number
          endsOn
          inForce
        }
      }
    }
  }
`;

const words = {
  title: ['Tugas hari ini', 'Today’s tasks'],
  lead: [
    (when: string) => `Yang menunggu organisasi Anda pada ${when}, yang paling mendesak di atas.`,
    (when: string) => `What waits for your organisation on ${when}, the most urgent first.`,
  ],
  none: ['Tidak ada yang menunggu', 'Nothing is waiting'],
  noneWhy: [
    'Semua janji sudah dijawab dan dialokasikan, semua dana sudah dicatat.',
    'Every pledge is answered and directed to units, all money is recorded.',
  ],
  all: ['Semua janji masuk', 'All incoming pledges'],
  what: ['Tugas', 'Task'],
  about: ['Tentang', 'About'],
  due: ['Sebelum', 'Due'],
  next: ['Langkah berikutnya', 'Next step'],
  answer: ['Jawab janji', 'Answer a pledge'],
  open: ['Buka dan jawab', 'Open and answer'],
  direct: ['Alokasikan ke unit', 'Direct to units'],
  allocate: ['Alokasikan', 'Allocate'],
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
  over: ['lewat', 'overdue'],
  today: ['hari ini', 'today'],
  in: [(n: number) => `${n} hari lagi`, (n: number) => `in ${n} ${n === 1 ? 'day' : 'days'}`],
  held: [(when: string) => `tahanan sampai ${when}`, (when: string) => `held until ${when}`],
  phaseEnds: [(when: string) => `tahap berakhir ${when}`, (when: string) => `phase ends ${when}`],
  noDue: [
    (n: number) => (n > 0 ? `menunggu ${n} hari` : 'masuk hari ini'),
    (n: number) => (n > 0 ? `waiting ${n} ${n === 1 ? 'day' : 'days'}` : 'came in today'),
  ],
  until: [(when: string) => `berlaku sampai ${when}`, (when: string) => `in force until ${when}`],
  cut: [
    (n: string) => `Dari tiap jenis ditampilkan ${n} yang terlama; sisanya ada di daftarnya.`,
    (n: string) => `Of each kind the ${n} oldest are shown; the rest is in its list.`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

const MOST = 50;
/** Renewing a paper takes the Pemprov weeks. */
const PAPER_DAYS = 30;

type Task = {
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

export function Page() {
  const t = useText();
  const lang = useLang();
  const { today } = useOffice();
  const data = useLoad<TodayQuery>(document, { most: MOST }, { fetchPolicy: 'store-and-network' });
  const own = data.viewer?.organisation;
  if (!own) return null;
  const said = (value: number) => number(value, lang);
  const packages = (
    lines: readonly { readonly package: { readonly code: string } }[],
    quantity: (place: number) => number,
  ) =>
    lines
      .map((line, place) => [quantity(place), line] as const)
      .filter(([count]) => count > 0)
      .map(([count, line]) => `${said(count)} × ${t(packageNameOf(line.package.code))}`)
      .join(', ');
  const tasks: Task[] = [
    ...own.answer.edges.map(({ node }) => ({
      key: `answer ${node.id}`,
      what: words.answer,
      about: t(words.from)(node.number, node.giver.name),
      detail: packages(node.lines, (place) => node.lines[place]?.quantity ?? 0),
      due: node.holdExpiresAt ? dayOf(node.holdExpiresAt) : node.phase.endsOn,
      since: dayOf(node.submittedAt),
      why: node.holdExpiresAt
        ? t(words.held)(moment(node.holdExpiresAt, lang))
        : t(words.phaseEnds)(day(node.phase.endsOn, lang)),
      href: to.pledge(node.id),
      step: words.open,
    })),
    ...own.direct.edges.map(({ node }) => ({
      key: `direct ${node.id}`,
      what: words.direct,
      about: t(words.from)(node.number, node.giver.name),
      detail: packages(node.lines, (place) => node.lines[place]?.unallocated ?? 0),
      due: node.phase.endsOn,
      since: node.phase.endsOn,
      why: t(words.phaseEnds)(day(node.phase.endsOn, lang)),
      href: to.allocate(node.id),
      step: words.allocate,
    })),
    ...own.intended.edges.map(({ node }) => ({
      key: `intended ${node.id}`,
      what: words.record,
      about: t(words.from)(node.number, node.giver.name),
      detail: rupiah(node.intended, lang),
      due: undefined,
      since: node.intendedOn,
      why: t(words.noDue)(daysBetween(node.intendedOn, today)),
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
        why: t(words.noDue)(daysBetween(node.receivedOn ?? today, today)),
        href: to.contribution(node.id),
        step: words.bindIt,
      })),
    ...[
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
      })),
  ].sort(
    (a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999') || a.since.localeCompare(b.since),
  );
  const cut =
    own.answer.pageInfo.hasNextPage ||
    own.direct.pageInfo.hasNextPage ||
    own.intended.pageInfo.hasNextPage ||
    own.received.pageInfo.hasNextPage;
  const when = (task: Task) => {
    if (!task.due) return <Chip>{task.why}</Chip>;
    const left = daysBetween(today, task.due);
    const tone = left < 0 ? 'stopped' : left <= 1 ? 'waiting' : 'plain';
    const word = left < 0 ? t(words.over) : left === 0 ? t(words.today) : t(words.in)(left);
    return (
      <>
        <Chip tone={tone}>{word}</Chip> {task.why}
      </>
    );
  };
  return (
    <>
      <PageHead
        title={t(words.title)}
        lead={t(words.lead)(day(today, lang))}
        action={<Button href={withQuery(to.incoming, { lihat: 'semua' })}>{t(words.all)}</Button>}
      />
      {tasks.length === 0 ? (
        <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>
      ) : (
        <div className={css.sticky}>
          <Table
            caption={t(words.title)}
            captionUnseen
            rows={tasks}
            keyOf={(row) => row.key}
            columns={[
              {
                name: 'what',
                head: t(words.what),
                names: true,
                cell: (row) => <a href={row.href}>{t(row.what)}</a>,
              },
              {
                name: 'about',
                head: t(words.about),
                cell: (row) => (
                  <>
                    {row.about}
                    {row.detail && <div>{row.detail}</div>}
                  </>
                ),
              },
              { name: 'due', head: t(words.due), cell: when },
              {
                name: 'next',
                head: t(words.next),
                cell: (row) => <Button href={row.href}>{t(row.step)}</Button>,
              },
            ]}
          />
        </div>
      )}
      {cut && <p>{t(words.cut)(said(MOST))}</p>}
    </>
  );
}
