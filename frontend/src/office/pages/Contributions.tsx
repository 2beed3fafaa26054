import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { rupiah } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip, FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { PageHead } from '../../ui/Shell.tsx';
import { Empty } from '../../ui/States.tsx';
import { contributionState } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type {
  ContributionState,
  ContributionsQuery,
} from '../__generated__/ContributionsQuery.graphql.ts';
import { to } from '../address.ts';
import { Intend } from '../contributions/Intend.tsx';
import { Receive } from '../contributions/Receive.tsx';
import { useLoad } from '../load.ts';
import { ListTable } from '../parts/ListTable.tsx';
import { pageSize, useList } from '../parts/list.ts';
import { useQuery } from '../router.tsx';
import { useOffice } from '../viewer.ts';

const document = graphql`
  query ContributionsQuery(
    $side: Side!
    $states: [ContributionState!]
    $order: ContributionOrder!
    $first: Int!
    $after: String
  ) {
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
              id
              number
              state
              intended
              received
              funded
              left
              intendedOn
              receivedOn
              giver {
                name
              }
              aggregator {
                name
              }
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
  state: ['Keadaan', 'State'],
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
  number: ['Nomor', 'Number'],
  giver: ['Pemberi', 'Giver'],
  aggregator: ['Agregator', 'Aggregator'],
  intended: ['Diniatkan', 'Intended'],
  received: ['Diterima', 'Received'],
  funded: ['Menjadi paket', 'Turned into packages'],
  amount: ['Jumlah', 'Amount'],
  left: ['Sisa', 'Left'],
  on: ['Tanggal', 'Date'],
} as const satisfies Record<string, Pair>;

/** What the list may be narrowed to, as the address names it. */
const views: Record<string, { label: Pair; states: ContributionState[] | null }> = {
  semua: { label: ['Semua', 'All'], states: null },
  niat: { label: ['Belum diterima', 'Not yet received'], states: ['INTENDED'] },
  diterima: { label: ['Diterima', 'Received'], states: ['RECEIVED', 'SPENT'] },
};

const orders = {
  terbaru: 'NEWEST',
  terlama: 'OLDEST',
  terbesar: 'LARGEST',
  terkecil: 'SMALLEST',
} as const;

type Row = NonNullable<
  NonNullable<ContributionsQuery['response']['viewer']>['organisation']
>['contributions']['edges'][number]['node'];

export function Page() {
  const t = useText();
  const lang = useLang();
  const { organisation, acts } = useOffice();
  const query = useQuery();
  const [adding, setAdding] = useState(acts && query.baru === 'ya');
  const taken = organisation.kind !== 'DONOR';
  const view = query.lihat && query.lihat in views ? query.lihat : 'semua';
  const list = useList(to.contributions, orders, 'terbaru');
  const side = taken ? 'EXECUTOR' : 'GIVER';
  const states = views[view]?.states ?? null;
  const data = useLoad<ContributionsQuery>(
    document,
    { side, states, order: list.order, first: pageSize, after: list.after },
    { fetchPolicy: 'store-and-network' },
  );
  const contributions = data.viewer?.organisation?.contributions;
  const rows = contributions?.edges.map((edge) => edge.node) ?? [];
  const add = acts && (
    <Button look="primary" onPress={() => setAdding(true)}>
      {t(taken ? words.record : words.give)}
    </Button>
  );
  const sum = (name: string, head: Pair, of: (row: Row) => string | null | undefined) => ({
    name,
    head: t(head),
    figures: true,
    cell: (row: Row) => {
      const amount = of(row);
      return amount ? rupiah(amount, lang) : '–';
    },
  });
  const intended = sum('intended', words.intended, (row) => row.intended);
  const bySize = { orders: ['terkecil', 'terbesar'] as const };
  const received = sum('received', words.received, (row) => row.received);
  // An aggregator looks at what came in, else at what was announced; the state says which.
  const amount = sum('amount', words.amount, (row) => row.received ?? row.intended);
  const left = sum('left', words.left, (row) => row.received && row.left);
  return (
    <>
      <PageHead
        title={t(words.title)}
        lead={t(taken ? words.taken : words.given)}
        action={!adding && add}
      />
      {adding &&
        (taken ? (
          <Receive onClose={() => setAdding(false)} />
        ) : (
          <Intend onClose={() => setAdding(false)} />
        ))}
      <FilterRow label={t(words.show)}>
        {Object.entries(views).map(([name, { label }]) => (
          <FilterChip
            key={name}
            href={list.address({ lihat: name === 'semua' ? undefined : name, baru: undefined })}
            on={view === name}
          >
            {t(label)}
          </FilterChip>
        ))}
      </FilterRow>
      <ListTable
        caption={t(words.title)}
        rows={rows}
        keyOf={(row) => row.id}
        list={list}
        page={contributions}
        of="contributions"
        sheet={{
          view: 'kontribusi',
          filters: { sisi: side, keadaan: states?.join(','), urut: list.order },
        }}
        empty={
          view !== 'semua' ? (
            <Empty title={t(words.noMatch)} />
          ) : (
            <Empty title={t(words.none)} action={!adding && add}>
              {t(taken ? words.noneTaken : words.noneGiver)}
            </Empty>
          )
        }
        columns={[
          {
            name: 'number',
            head: t(words.number),
            names: true,
            orders: ['terlama', 'terbaru'],
            cell: (row) => <a href={to.contribution(row.id)}>{row.number}</a>,
          },
          {
            name: 'party',
            head: t(taken ? words.giver : words.aggregator),
            cell: (row) => (taken ? row.giver.name : row.aggregator.name),
          },
          {
            name: 'state',
            head: t(words.state),
            cell: (row) => {
              const word = contributionState[row.state];
              return word ? <Chip tone={word.tone}>{t(word.word)}</Chip> : row.state;
            },
          },
          ...(taken ? [{ ...amount, ...bySize }] : [intended, { ...received, ...bySize }]),
          sum('funded', words.funded, (row) => row.funded),
          ...(taken ? [left] : []),
          {
            name: 'on',
            head: t(words.on),
            figures: true,
            cell: (row) => day(row.receivedOn ?? row.intendedOn, lang),
          },
        ]}
      />
    </>
  );
}
