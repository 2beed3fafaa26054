import { useEffect } from 'react';
import { graphql } from 'react-relay/hooks';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { PageHead } from '../../ui/Shell.tsx';
import { Empty } from '../../ui/States.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { IncomingQuery, PledgeState } from '../__generated__/IncomingQuery.graphql.ts';

import { to } from '../address.ts';
import { Arrivals } from '../live/Arrivals.tsx';
import { usePledgeArrivals } from '../live/pledges.ts';

import { useLoad } from '../load.ts';
import { ListCount, ListFoot, NoRows } from '../parts/ListTable.tsx';
import { pageSize, useList } from '../parts/list.ts';
import { PledgeTable, pledgeOrders } from '../pledges/PledgeTable.tsx';
import { useQuery } from '../router.tsx';
import { useOffice } from '../viewer.ts';

const document = graphql`
  query IncomingQuery(
    $states: [PledgeState!]
    $toDirect: Boolean!
    $order: PledgeOrder!
    $first: Int!
    $after: String
  ) {
    viewer {
      organisation {
        id
        pledges(
          side: EXECUTOR
          states: $states
          toDirect: $toDirect
          order: $order
          first: $first
          after: $after
        ) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          edges {
            node {
              id
              ...PledgeTable_pledges
            }
          }
        }
      }
    }
  }
`;

const words = {
  title: ['Janji masuk', 'Incoming pledges'],
  lead: [
    'Janji bantuan orang lain yang organisasi Anda laksanakan: terima atau tolak, lalu alokasikan ke unit.',
    'Pledges of others that your organisation carries out: accept or reject, then direct them to units.',
  ],
  show: ['Tampilkan', 'Show'],
  none: ['Tidak ada janji di sini', 'No pledges here'],
  noneWhy: [
    'Janji yang memilih organisasi Anda sebagai pelaksana muncul di sini begitu diajukan.',
    'Pledges that name your organisation as executor appear here as soon as they are submitted.',
  ],
} as const satisfies Record<string, Pair>;

type View = { label: Pair; states: PledgeState[] | null; queue?: boolean; toDirect?: boolean };

/** What the list may be narrowed to, as the address names it; a queue begins with the oldest. */
const views: Record<string, View> = {
  baru: { label: ['Menunggu jawaban', 'To answer'], states: ['SUBMITTED'], queue: true },
  alokasi: {
    label: ['Belum dialokasikan', 'Without a destination'],
    states: ['ACCEPTED', 'COMMITTED'],
    queue: true,
    toDirect: true,
  },
  berjalan: { label: ['Diterima', 'Accepted'], states: ['ACCEPTED', 'COMMITTED'] },
  semua: { label: ['Semua', 'All'], states: null },
};

const idsOf = (response: IncomingQuery['response']) =>
  response.viewer?.organisation?.pledges.edges.map(({ node }) => node.id) ?? [];

export function Page() {
  const t = useText();
  const query = useQuery();
  const { acts } = useOffice();
  const view = query.lihat && query.lihat in views ? query.lihat : 'baru';
  const list = useList(to.incoming, pledgeOrders, views[view]?.queue ? 'menunggu' : 'terbaru');
  const states = views[view]?.states ?? null;
  const lacking = views[view]?.toDirect ?? false;
  const variables = {
    states,
    toDirect: lacking,
    order: list.order,
    first: pageSize,
    after: list.after,
  };
  const arrivals = usePledgeArrivals<IncomingQuery>(document, variables, idsOf);
  const data = useLoad<IncomingQuery>(document, variables, {
    fetchPolicy: 'store-and-network',
    fetchKey: arrivals.fetchKey,
  });
  useEffect(() => arrivals.shown(data));
  const pledges = data.viewer?.organisation?.pledges;
  const rows = pledges?.edges.map((edge) => edge.node) ?? [];
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <FilterRow label={t(words.show)}>
        {Object.entries(views).map(([name, { label }]) => (
          <FilterChip
            key={name}
            href={list.address({ lihat: name === 'baru' ? undefined : name, urut: undefined })}
            on={view === name}
          >
            {t(label)}
          </FilterChip>
        ))}
      </FilterRow>
      <Arrivals count={arrivals.count} onShow={arrivals.show} />
      {rows.length > 0 ? (
        <>
          <ListCount of="pledges" all={pledges?.totalCount} />
          <PledgeTable
            pledges={rows}
            party="giver"
            queue={view === 'baru'}
            toDirect={lacking && acts}
            sort={list.sort}
          />
          <ListFoot
            list={list}
            shown={rows.length}
            page={pledges}
            sheet={{
              view: 'janji',
              filters: {
                sisi: 'EXECUTOR',
                keadaan: states?.join(','),
                alokasi: lacking ? 'belum' : undefined,
                urut: list.order,
              },
            }}
          />
        </>
      ) : (
        <NoRows list={list}>
          <Empty title={t(words.none)}>{view === 'baru' && t(words.noneWhy)}</Empty>
        </NoRows>
      )}
    </>
  );
}
