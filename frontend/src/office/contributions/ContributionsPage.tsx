import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { ContributionsPageQuery } from '../__generated__/ContributionsPageQuery.graphql.ts';
import { useLoad } from '../shell/load.ts';
import { useQuery } from '../shell/navigation.ts';
import { useOffice } from '../shell/viewer.ts';
import { ContributionTable } from './ContributionTable.tsx';
import { contributionViews, ownContributions } from './lists.ts';
import { NewContribution } from './NewContribution.tsx';
import { ReceiveContribution } from './ReceiveContribution.tsx';

const document = graphql`
  query ContributionsPageQuery(
    $side: Side!
    $states: [ContributionState!]
    $order: ContributionOrder!
    $first: Int!
    $after: String
  ) @preloadable {
    viewer {
      organisation {
        id
        contributions(
          side: $side
          states: $states
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
              ...ContributionTable_contributions
            }
          }
        }
      }
    }
  }
`;

const words = {
  title: ['Kontribusi', 'Contributions'],
  given: [
    'Uang yang Anda berikan kepada agregator, dan sampai mana uang itu menjadi paket.',
    'The money you gave to aggregators, and how far it has become packages.',
  ],
  taken: [
    'Uang yang diterima organisasi Anda, dan janji bantuan yang dibiayainya.',
    'The money your organisation received, and the pledges it pays for.',
  ],
  give: ['Beri dana', 'Give money'],
  record: ['Catat penerimaan', 'Record a receipt'],
  show: ['Tampilkan', 'Show'],
  none: ['Belum ada kontribusi', 'No contributions yet'],
  noneGiver: [
    'Niatkan dana untuk sebuah agregator; setelah diterima, agregator mengubahnya menjadi paket.',
    'Intend money for an aggregator; once received, the aggregator turns it into packages.',
  ],
  noneTaken: [
    'Dana yang diniatkan donatur muncul di sini; catatlah setelah uangnya masuk.',
    'Money that donors intend appears here; record it once it has arrived.',
  ],
  noMatch: ['Tidak ada kontribusi di sini', 'No contributions here'],
} as const satisfies Record<string, Pair>;

export function Page() {
  const t = useText();
  const { organisation, acts } = useOffice();
  const query = useQuery();
  const [adding, setAdding] = useState(acts && query.baru === 'ya');
  const { side, view, list, states, variables } = ownContributions(query, organisation.kind);
  const { viewer } = useLoad<ContributionsPageQuery>(document, variables, {
    fetchPolicy: 'store-and-network',
  });
  const contributions = viewer?.organisation?.contributions;
  const taken = side === 'EXECUTOR';
  const add = acts && !adding && (
    <Button look="primary" onPress={() => setAdding(true)}>
      {t(taken ? words.record : words.give)}
    </Button>
  );
  const Form = taken ? ReceiveContribution : NewContribution;
  return (
    <>
      <PageHead title={t(words.title)} lead={t(taken ? words.taken : words.given)} action={add} />
      {adding && <Form onClose={() => setAdding(false)} />}
      <Views view={view} address={list.address} />
      <ContributionTable
        contributions={contributions?.edges.map((edge) => edge.node) ?? []}
        list={list}
        page={contributions}
        sheet={{
          view: 'kontribusi',
          filters: { sisi: side, keadaan: states?.join(','), urut: list.order },
        }}
        side={side}
        empty={
          view !== 'semua' ? (
            <Empty title={t(words.noMatch)} />
          ) : (
            <Empty title={t(words.none)} action={add}>
              {t(taken ? words.noneTaken : words.noneGiver)}
            </Empty>
          )
        }
      />
    </>
  );
}

type ViewsProps = {
  view: string;
  address: (change: { lihat: string | undefined; baru: undefined }) => string;
};

function Views({ view, address }: ViewsProps) {
  const t = useText();
  return (
    <FilterRow label={t(words.show)}>
      {Object.entries(contributionViews).map(([name, { label }]) => (
        <FilterChip
          key={name}
          href={address({ lihat: name === 'semua' ? undefined : name, baru: undefined })}
          on={view === name}
        >
          {t(label)}
        </FilterChip>
      ))}
    </FilterRow>
  );
}
