import { useEffect } from 'react';
import { graphql } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { PledgesPageQuery } from '../__generated__/PledgesPageQuery.graphql.ts';
import { Arrivals } from '../lists/Arrivals.tsx';
import { ListCount, ListFoot, NoRows } from '../lists/ListTable.tsx';
import { to } from '../shell/address.ts';
import { useLoad } from '../shell/load.ts';
import { useQuery } from '../shell/navigation.ts';
import { useOffice } from '../shell/viewer.ts';
import { usePledgeArrivals } from './arrivals.ts';
import { ownPledges, ownViews } from './lists.ts';
import { PledgeTable } from './PledgeTable.tsx';

const document = graphql`
  query PledgesPageQuery(
    $states: [PledgeState!]
    $order: PledgeOrder!
    $first: Int!
    $after: String
  ) @preloadable {
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

const idsOf = (response: PledgesPageQuery['response']) =>
  response.viewer?.organisation?.pledges.edges.map(({ node }) => node.id) ?? [];

export function Page() {
  const t = useText();
  const { acts } = useOffice();
  const { view, list, states, variables } = ownPledges(useQuery());
  const arrivals = usePledgeArrivals<PledgesPageQuery>(document, variables, idsOf);
  const data = useLoad<PledgesPageQuery>(document, variables, {
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
        {Object.entries(ownViews).map(([name, { label }]) => (
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
