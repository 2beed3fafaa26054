import { useEffect } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { day, dayOf, daysBetween, moment } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Chip, FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { channel } from '../../words/glossary.ts';
import { counted, type Pair, useLang, useText } from '../../words/lang.ts';
import { pledgeState } from '../../words/pledges.ts';
import type { PledgeQueuePage_pledge$key } from '../__generated__/PledgeQueuePage_pledge.graphql.ts';
import type { PledgeQueuePageQuery } from '../__generated__/PledgeQueuePageQuery.graphql.ts';
import { Arrivals } from '../lists/Arrivals.tsx';
import { ListCount, ListFoot, NoRows } from '../lists/ListTable.tsx';
import { nothing } from '../lists/list.ts';
import { packageNameOf, unitName } from '../shared/names.ts';
import { to } from '../shell/address.ts';
import { useLoad } from '../shell/load.ts';
import { useQuery } from '../shell/navigation.ts';
import { useOffice } from '../shell/viewer.ts';
import { usePledgeArrivals } from './arrivals.ts';
import { EarlyNotice } from './EarlyNotice.tsx';
import { queuedPledges } from './lists.ts';
import { PledgeActions } from './PledgeActions.tsx';
import css from './Queue.module.css';

const document = graphql`
  query PledgeQueuePageQuery($order: PledgeOrder!, $first: Int!, $after: String) @preloadable {
    pledgeQueue(order: $order, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          allocations {
            id
            state
          }
          ...PledgeQueuePage_pledge
        }
      }
    }
  }
`;

const fragment = graphql`
  fragment PledgeQueuePage_pledge on Pledge {
    id
    number
    state
    channel
    waitsSince
    holdExpiresAt
    held
    giver {
      name
    }
    executor {
      name
    }
    phase {
      number
    }
    allocations {
      id
      state
      quantity
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
    ...EarlyNotice_pledge
    ...PledgeActions_pledge
  }
`;

const words = {
  title: ['Antrean konfirmasi', 'To confirm'],
  lead: [
    'Janji bantuan yang menunggu Pemprov, yang paling lama di atas. Setelah dikonfirmasi, paketnya terhitung sebagai komitmen.',
    'Pledges that wait for the provincial government, the oldest first. Once confirmed, their packages count as committed.',
  ],
  none: ['Antrean kosong', 'The queue is empty'],
  noneWhy: ['Semua janji bantuan sudah dijawab.', 'Every pledge has been answered.'],
  waits: [
    (n: number) => `menunggu ${n} hari`,
    (n: number) => `waiting ${n} ${n === 1 ? 'day' : 'days'}`,
  ],
  waitsToday: ['masuk hari ini', 'came in today'],
  since: [(when: string) => `sejak ${when}`, (when: string) => `since ${when}`],
  expires: [(when: string) => `tahanan berakhir ${when}`, (when: string) => `held until ${when}`],
  via: [(name: string) => `dilaksanakan ${name}`, (name: string) => `carried out by ${name}`],
  held: [
    (n: string, units: string, phase: number) => `${n} paket untuk ${units} unit, tahap ${phase}`,
    (n: string, units: string, phase: number) =>
      `${counted(n, 'package')} for ${counted(units, 'unit')}, phase ${phase}`,
  ],
  confirmed: [
    'Sudah diproses. Tetap tampil di sini sampai halaman dimuat lagi.',
    'Done. It stays here until the page is loaded again.',
  ],
  order: ['Urutan', 'Order'],
  longest: ['Terlama di atas', 'Longest first'],
  shortest: ['Terbaru di atas', 'Newest first'],
} as const satisfies Record<string, Pair<unknown>>;

function Waiting({ pledge: key }: { pledge: PledgeQueuePage_pledge$key }) {
  const t = useText();
  const lang = useLang();
  const { today } = useOffice();
  const pledge = useFragment(fragment, key);
  const held = pledge.allocations.filter((each) => each.state === 'HELD');
  const age = daysBetween(dayOf(pledge.waitsSince), today);
  const state = pledgeState[pledge.state];
  return (
    <li className={css.item} data-row={pledge.id}>
      <div className={css.head}>
        <div>
          <h2 className={css.name}>
            <a href={to.pledge(pledge.id)}>{pledge.number}</a> · {pledge.giver.name}
          </h2>
          <p className={css.soft}>
            {t(channel[pledge.channel])}
            {pledge.executor.name !== pledge.giver.name &&
              `, ${t(words.via)(pledge.executor.name)}`}
          </p>
        </div>
        {held.length > 0 && (
          <p className={css.age}>
            {age > 0 ? t(words.waits)(age) : t(words.waitsToday)}
            <span className={css.soft}> {t(words.since)(day(dayOf(pledge.waitsSince), lang))}</span>
          </p>
        )}
      </div>
      {held.length > 0 && (
        <>
          <p>
            {t(words.held)(
              number(pledge.held, lang),
              number(new Set(held.map((each) => each.unit.code)).size, lang),
              pledge.phase.number,
            )}
            {pledge.holdExpiresAt && (
              <span className={css.soft}>
                {' '}
                · {t(words.expires)(moment(pledge.holdExpiresAt, lang))}
              </span>
            )}
          </p>
          <ul className={css.units}>
            {held.slice(0, 6).map((each) => (
              <li key={each.id}>
                {number(each.quantity, lang)} × {t(packageNameOf(each.package.code))},{' '}
                <a href={to.unitAtWork(each.unit.code)}>{unitName(each.unit)}</a>
              </li>
            ))}
            {held.length > 6 && (
              <li>
                <a href={to.pledge(pledge.id)}>+ {held.length - 6}</a>
              </li>
            )}
          </ul>
        </>
      )}
      {held.length === 0 && state && (
        <p>
          <Chip tone={state.tone}>{t(state.word)}</Chip>{' '}
          <span className={css.soft}>{t(words.confirmed)}</span>
        </p>
      )}
      <EarlyNotice pledge={pledge} />
      <PledgeActions pledge={pledge} />
    </li>
  );
}

const idsOf = (response: PledgeQueuePageQuery['response']) =>
  (response.pledgeQueue?.edges ?? []).map(({ node }) => node.id);

export function Page() {
  const t = useText();
  const { list, variables } = queuedPledges(useQuery());
  const arrivals = usePledgeArrivals<PledgeQueuePageQuery>(document, variables, idsOf);
  const data = useLoad<PledgeQueuePageQuery>(document, variables, {
    fetchPolicy: 'store-and-network',
    fetchKey: arrivals.fetchKey,
  });
  useEffect(() => arrivals.shown(data));
  const pledgeQueue = data.pledgeQueue ?? nothing;
  const rows = pledgeQueue.edges.map((edge) => edge.node);
  // They stay until the page is loaded again, but wait no longer.
  const answered = rows.filter(
    (row) => !row.allocations.some((each) => each.state === 'HELD'),
  ).length;
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <Arrivals count={arrivals.count} onShow={arrivals.show} />
      {rows.length > 0 ? (
        <>
          <FilterRow label={t(words.order)}>
            <FilterChip
              href={list.address({ urut: undefined })}
              on={list.order === 'LONGEST_WAITING'}
            >
              {t(words.longest)}
            </FilterChip>
            <FilterChip
              href={list.address({ urut: 'menunggu-singkat' })}
              on={list.order === 'SHORTEST_WAITING'}
            >
              {t(words.shortest)}
            </FilterChip>
          </FilterRow>
          <ListCount of="pledges" all={pledgeQueue.totalCount - answered} />
          <ul className={css.list}>
            {rows.map((row) => (
              <Waiting key={row.id} pledge={row} />
            ))}
          </ul>
          <ListFoot
            list={list}
            shown={rows.length}
            page={pledgeQueue}
            sheet={{ view: 'antrean', filters: { urut: list.order } }}
          />
        </>
      ) : (
        <NoRows list={list}>
          <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>
        </NoRows>
      )}
    </>
  );
}
