import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { PageHead } from '../../ui/Shell.tsx';
import { Empty } from '../../ui/States.tsx';
import { pledgeState } from '../../words/glossary.ts';
import { type Pair, useText } from '../../words/lang.ts';
import type { PledgesQuery } from '../__generated__/PledgesQuery.graphql.ts';
import { to, withQuery } from '../address.ts';
import { PledgeTable } from '../pledges/PledgeTable.tsx';
import { useQuery } from '../router.tsx';
import { useOffice } from '../viewer.ts';

const document = graphql`
  query PledgesQuery($states: [PledgeState!], $first: Int!) {
    viewer {
      organisation {
        id
        pledges(side: GIVER, states: $states, first: $first) {
          pageInfo {
            hasNextPage
          }
          edges {
            node {
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
  state: ['Keadaan', 'State'],
  all: ['Semua', 'All'],
  none: ['Belum ada janji bantuan', 'No pledges yet'],
  noneWhy: [
    'Pilih paket dan unit yang ingin dibantu; Pemprov mengonfirmasinya.',
    'Choose packages and the units to help; the provincial government confirms it.',
  ],
  noMatch: ['Tidak ada janji dalam keadaan ini', 'No pledge is in this state'],
  more: ['Tampilkan lebih banyak', 'Show more'],
} as const satisfies Record<string, Pair>;

const states = [
  'SUBMITTED',
  'ACCEPTED',
  'COMMITTED',
  'COMPLETED',
  'REJECTED',
  'WITHDRAWN',
] as const;

export function Page() {
  const t = useText();
  const { acts } = useOffice();
  const query = useQuery();
  const state = states.find((each) => each === query.keadaan);
  const first = Math.min(Number(query.tampil) || 50, 1000);
  const data = useLazyLoadQuery<PledgesQuery>(
    document,
    { states: state ? [state] : null, first },
    { fetchPolicy: 'store-and-network' },
  );
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
      <FilterRow label={t(words.state)}>
        <FilterChip href={to.pledges} on={!state}>
          {t(words.all)}
        </FilterChip>
        {states.map((each) => (
          <FilterChip
            key={each}
            href={withQuery(to.pledges, { keadaan: each })}
            on={state === each}
          >
            {t(pledgeState[each]?.word ?? [each, each])}
          </FilterChip>
        ))}
      </FilterRow>
      {rows.length > 0 ? (
        <PledgeTable pledges={rows} party="executor" />
      ) : state ? (
        <Empty title={t(words.noMatch)} />
      ) : (
        <Empty title={t(words.none)} action={create}>
          {t(words.noneWhy)}
        </Empty>
      )}
      {pledges?.pageInfo.hasNextPage && (
        <p>
          <Button href={withQuery(to.pledges, { keadaan: state, tampil: String(first + 50) })}>
            {t(words.more)}
          </Button>
        </p>
      )}
    </>
  );
}
