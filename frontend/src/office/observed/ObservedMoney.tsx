import { graphql } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { rupiah } from '../../format/numbers.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/States.tsx';
import { contributionState } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { Side } from '../../words/sides.ts';
import type { ObservedMoneyQuery } from '../__generated__/ObservedMoneyQuery.graphql.ts';
import { numberOf, to } from '../address.ts';
import { useLoad } from '../load.ts';
import { ListTable } from '../parts/ListTable.tsx';
import { pageSize, useList } from '../parts/list.ts';
import { within } from './Observation.tsx';

const document = graphql`
  query ObservedMoneyQuery(
    $id: GlobalID!
    $side: Side!
    $order: ContributionOrder!
    $first: Int!
    $after: String
  ) {
    node(id: $id) {
      ... on TenantOrganisation {
        contributions(side: $side, order: $order, first: $first, after: $after) {
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
  none: ['Tidak ada kontribusi', 'No contributions'],
  number: ['Nomor', 'Number'],
  giver: ['Pemberi', 'Giver'],
  aggregator: ['Agregator', 'Aggregator'],
  state: ['Keadaan', 'State'],
  amount: ['Jumlah', 'Amount'],
  funded: ['Menjadi paket', 'Turned into packages'],
  on: ['Tanggal', 'Date'],
} as const satisfies Record<string, Pair>;

const orders = {
  terbaru: 'NEWEST',
  terlama: 'OLDEST',
  terbesar: 'LARGEST',
  terkecil: 'SMALLEST',
} as const;

type ObservedMoneyProps = { id: string; path: string; side: Side };

/** The money it gave, or received. */
export function ObservedMoney({ id, path, side }: ObservedMoneyProps) {
  const t = useText();
  const lang = useLang();
  const list = useList(path, orders, 'terbaru');
  const { node } = useLoad<ObservedMoneyQuery>(
    document,
    { id, side, order: list.order, first: pageSize, after: list.after },
    { fetchPolicy: 'store-and-network' },
  );
  const rows = node?.contributions?.edges.map((edge) => edge.node) ?? [];
  return (
    <ListTable
      caption={t(words.title)}
      rows={rows}
      keyOf={(row) => row.id}
      list={list}
      page={node?.contributions}
      of="contributions"
      sheet={{
        view: 'kontribusi',
        filters: { organisasi: numberOf(id), sisi: side, urut: list.order },
      }}
      empty={<Empty title={t(words.none)} />}
      columns={[
        {
          name: 'number',
          head: t(words.number),
          names: true,
          orders: ['terlama', 'terbaru'],
          cell: (row) => (
            <a href={within(to.contribution(row.id), { number: numberOf(id), part: 'kontribusi' })}>
              {row.number}
            </a>
          ),
        },
        {
          name: 'party',
          head: t(side === 'GIVER' ? words.aggregator : words.giver),
          cell: (row) => (side === 'GIVER' ? row.aggregator.name : row.giver.name),
        },
        {
          name: 'state',
          head: t(words.state),
          cell: (row) => {
            const word = contributionState[row.state];
            return word ? <Chip tone={word.tone}>{t(word.word)}</Chip> : row.state;
          },
        },
        {
          name: 'amount',
          head: t(words.amount),
          figures: true,
          orders: ['terkecil', 'terbesar'],
          cell: (row) => rupiah(row.received ?? row.intended, lang),
        },
        {
          name: 'funded',
          head: t(words.funded),
          figures: true,
          cell: (row) => rupiah(row.funded, lang),
        },
        {
          name: 'on',
          head: t(words.on),
          figures: true,
          cell: (row) => day(row.receivedOn ?? row.intendedOn, lang),
        },
      ]}
    />
  );
}
