import { graphql } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { TodayPageQuery } from '../__generated__/TodayPageQuery.graphql.ts';
import css from '../lists/SortTable.module.css';
import { DaysLeft } from '../shared/DueDay.tsx';
import { to, withQuery } from '../shell/address.ts';
import { useLoad } from '../shell/load.ts';
import { useOffice } from '../shell/viewer.ts';
import { type Task, tasksOf } from './tasks.ts';
import { MOST_TASKS } from './today.ts';

graphql`
  fragment TodayPage_short on PledgeConnection {
    pageInfo {
      hasNextPage
    }
    edges {
      node {
        id
        number
        giver {
          name
        }
        allocations {
          committedOn
        }
        lines {
          came
          quantity
          short
          package {
            code
          }
        }
      }
    }
  }
`;

const document = graphql`
  query TodayPageQuery($most: Int!) @preloadable {
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
        withdrawalsToAnswer(first: $most) {
          pageInfo {
            hasNextPage
          }
          edges {
            node {
              id
              dueOn
              requestedOn
              pledge {
                id
                number
                giver {
                  name
                }
              }
            }
          }
        }
        disputes(first: $most) {
          pageInfo {
            hasNextPage
          }
          edges {
            node {
              id
              disputedOn
              dueOn
              unit {
                name
                kind
                kelurahan {
                  name
                }
              }
            }
          }
        }
        short: pledges(side: EXECUTOR, short: true, order: OLDEST, first: $most) {
          ...TodayPage_short @relay(mask: false)
        }
        ownShort: pledges(side: GIVER, short: true, order: OLDEST, first: $most) {
          ...TodayPage_short @relay(mask: false)
        }
        overruled: closings(side: EXECUTOR, states: [OVERRULED], first: $most) {
          pageInfo {
            hasNextPage
          }
          edges {
            node {
              id
              closedOn
              pledge {
                id
                number
                giver {
                  name
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
  cut: [
    (n: string) => `Dari tiap jenis ditampilkan ${n} yang terlama; sisanya ada di daftarnya.`,
    (n: string) => `Of each kind the ${n} oldest are shown; the rest is in its list.`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

export function Page() {
  const t = useText();
  const lang = useLang();
  const { today } = useOffice();
  const data = useLoad<TodayPageQuery>(
    document,
    { most: MOST_TASKS },
    { fetchPolicy: 'store-and-network' },
  );
  const own = data.viewer?.organisation;
  if (!own) return null;
  const tasks = tasksOf(own, { t, lang, today });
  const cut =
    own.answer.pageInfo.hasNextPage ||
    own.direct.pageInfo.hasNextPage ||
    own.withdrawalsToAnswer.pageInfo.hasNextPage ||
    own.short.pageInfo.hasNextPage ||
    own.ownShort.pageInfo.hasNextPage ||
    own.overruled.pageInfo.hasNextPage ||
    own.disputes.pageInfo.hasNextPage ||
    own.intended.pageInfo.hasNextPage ||
    own.received.pageInfo.hasNextPage;
  const when = (task: Task) => {
    if (!task.due) return <Chip>{task.why}</Chip>;
    return (
      <>
        <DaysLeft due={task.due} /> {task.why}
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
      {cut && <p>{t(words.cut)(number(MOST_TASKS, lang))}</p>}
    </>
  );
}
