import { useEffect } from 'react';
import { graphql } from 'react-relay/hooks';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { IncomingPledgesPageQuery } from '../__generated__/IncomingPledgesPageQuery.graphql.ts';
import { Arrivals } from '../lists/Arrivals.tsx';
import { ListCount, ListFoot, NoRows } from '../lists/ListTable.tsx';
import { useLoad } from '../shell/load.ts';
import { useQuery } from '../shell/navigation.ts';
import { useOffice } from '../shell/viewer.ts';
import { usePledgeArrivals } from './arrivals.ts';
import { incomingPledges, incomingViews } from './lists.ts';
import { PledgeTable } from './PledgeTable.tsx';

const document = graphql`
  query IncomingPledgesPageQuery(
    $states: [PledgeState!]
    $toDirect: Boolean!
    $order: PledgeOrder!
    $first: Int!
    $after: String
  ) @preloadable {
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
    'Janji bantuan pihak lain yang dilaksanakan organisasi Anda. Terima atau tolak, lalu alokasikan ke unit.',
    'Pledges of others that your organisation carries out: accept or reject, then direct them to units.',
  ],
  show: ['Tampilkan', 'Show'],
  none: ['Tidak ada janji di sini', 'No pledges here'],
  noneWhy: [
    'Janji yang memilih organisasi Anda sebagai pelaksana muncul di sini begitu diajukan.',
    'Pledges that name your organisation as executor appear here as soon as they are submitted.',
  ],
} as const satisfies Record<string, Pair>;

const idsOf = (response: IncomingPledgesPageQuery['response']) =>
  response.viewer?.organisation?.pledges.edges.map(({ node }) => node.id) ?? [];

export function Page() {
  const t = useText();
  const { acts } = useOffice();
  const { view, list, states, toDirect, variables } = incomingPledges(useQuery());
  const arrivals = usePledgeArrivals<IncomingPledgesPageQuery>(document, variables, idsOf);
  const data = useLoad<IncomingPledgesPageQuery>(document, variables, {
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
        {Object.entries(incomingViews).map(([name, { label }]) => (
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
            toDirect={toDirect && acts}
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
                alokasi: toDirect ? 'belum' : undefined,
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
