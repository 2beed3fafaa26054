import { useEffect } from 'react';
import { graphql } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { PageHead } from '../../ui/Shell.tsx';
import { Empty } from '../../ui/States.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { PledgeState, PledgesQuery } from '../__generated__/PledgesQuery.graphql.ts';

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
  query PledgesQuery(
    $states: [PledgeState!]
    $order: PledgeOrder!
    $first: Int!
    $after: String
  ) {
    viewer {
      organisation {
        id
        pledges(side: GIVER, states: $states, order: $order, first: $first, after: $after) {
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
  title: ['Janji bantuan', 'Pledges'],
  lead: [
    'Semua yang dijanjikan organisasi Anda, dari pengajuan sampai selesai.',
    'All your organisation has pledged, from submission to completion.',
  ],
  create: ['Janji bantuan baru', 'New pledge'],
  show: ['Tampilkan', 'Show'],
  none: ['Belum ada janji bantuan', 'No pledges yet'],
  noneWhy: [
    'Pilih paket dan unit yang ingin dibantu; Pemprov mengonfirmasinya.',
    'Choose packages and the units to help; the provincial government confirms it.',
  ],
  noMatch: ['Tidak ada janji di sini', 'No pledges here'],
} as const satisfies Record<string, Pair>;

/** What the list may be narrowed to, as the address names it. */
const views: Record<string, { label: Pair; states: PledgeState[] | null }> = {
  semua: { label: ['Semua', 'All'], states: null },
  menunggu: { label: ['Menunggu', 'Waiting'], states: ['SUBMITTED', 'ACCEPTED'] },
  komitmen: { label: ['Komitmen', 'Committed'], states: ['COMMITTED'] },
  selesai: { label: ['Selesai', 'Completed'], states: ['COMPLETED'] },
  batal: {
    label: ['Ditolak, ditarik, gugur', 'Rejected, withdrawn, lapsed'],
    states: ['REJECTED', 'WITHDRAWN', 'LAPSED'],
  },
};

const idsOf = (response: PledgesQuery['response']) =>
  response.viewer?.organisation?.pledges.edges.map(({ node }) => node.id) ?? [];

export function Page() {
  const t = useText();
  const { acts } = useOffice();
  const query = useQuery();
  const view = query.lihat && query.lihat in views ? query.lihat : 'semua';
  const list = useList(to.pledges, pledgeOrders, 'terbaru');
  const states = views[view]?.states ?? null;
  const variables = { states, order: list.order, first: pageSize, after: list.after };
  const arrivals = usePledgeArrivals<PledgesQuery>(document, variables, idsOf);
  const data = useLoad<PledgesQuery>(document, variables, {
    fetchPolicy: 'store-and-network',
    fetchKey: arrivals.fetchKey,
  });
  useEffect(() => arrivals.shown(data));
  const pledges = data.viewer?.organisation?.pledges;
  const rows = pledges?.edges.map((edge) => edge.node) ?? [];
  const create = acts && (
    <Button look="primary" href={to.newPledge}>
      {t(words.create)}
    </Button>
  );
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} action={create} />
      <FilterRow label={t(words.show)}>
        {Object.entries(views).map(([name, { label }]) => (
          <FilterChip
            key={name}
            href={list.address({ lihat: name === 'semua' ? undefined : name })}
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
          <PledgeTable pledges={rows} party="executor" sort={list.sort} />
          <ListFoot
            list={list}
            shown={rows.length}
            page={pledges}
            sheet={{
              view: 'janji',
              filters: { sisi: 'GIVER', keadaan: states?.join(','), urut: list.order },
            }}
          />
        </>
      ) : (
        <NoRows list={list}>
          {view !== 'semua' ? (
            <Empty title={t(words.noMatch)} />
          ) : (
            <Empty title={t(words.none)} action={create}>
              {t(words.noneWhy)}
            </Empty>
          )}
        </NoRows>
      )}
    </>
  );
}
