import type { ReactNode } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { rupiah } from '../../format/numbers.ts';
import { contributionState } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { Side } from '../../words/sides.ts';
import type {
  ContributionTable_contributions$data,
  ContributionTable_contributions$key,
} from '../__generated__/ContributionTable_contributions.graphql.ts';
import { useColumns } from '../lists/columns.tsx';
import { ListTable, type PageOf, type SheetOf } from '../lists/ListTable.tsx';
import type { ListState } from '../lists/list.ts';
import type { ListColumn } from '../lists/SortTable.tsx';
import { type Observed, within } from '../organisations/observed/Observation.tsx';
import { to } from '../shell/address.ts';

const fragment = graphql`
  fragment ContributionTable_contributions on Contribution @relay(plural: true) {
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
`;

const words = {
  title: ['Kontribusi', 'Contributions'],
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

type Row = ContributionTable_contributions$data[number];

type ContributionTableProps = {
  contributions: ContributionTable_contributions$key;
  list: ListState<string>;
  page: PageOf | null | undefined;
  sheet: SheetOf;
  /** What stands there if no row does. */
  empty: ReactNode;
  /** The side on which the organisation stands, whose money this is. */
  side: Side;
  /** They open as the observer of this organisation sees them. */
  observed?: Observed;
};

/** A list of money that was given or received. */
export function ContributionTable(props: ContributionTableProps) {
  const { contributions, list, page, sheet, empty, side, observed } = props;
  const t = useText();
  const columns = useContributionColumns(side, observed);
  return (
    <ListTable
      caption={t(words.title)}
      rows={useFragment(fragment, contributions)}
      keyOf={(row) => row.id}
      list={list}
      page={page}
      of="contributions"
      sheet={sheet}
      empty={empty}
      columns={columns}
    />
  );
}

function useContributionColumns(side: Side, observed: Observed | undefined): ListColumn<Row>[] {
  const t = useText();
  const lang = useLang();
  const { state } = useColumns<Row>();
  const taken = side === 'EXECUTOR';
  const rupiahOf = (name: string, head: Pair, of: (row: Row) => string | null | undefined) => ({
    name,
    head: t(head),
    figures: true,
    cell: (row: Row) => {
      const amount = of(row);
      return amount ? rupiah(amount, lang) : '–';
    },
  });
  const bySize = { orders: ['terkecil', 'terbesar'] as const };
  const intended = rupiahOf('intended', words.intended, (row) => row.intended);
  const received = rupiahOf('received', words.received, (row) => row.received);
  // What came in, else what was announced; the state says which.
  const amount = rupiahOf('amount', words.amount, (row) => row.received ?? row.intended);
  const left = rupiahOf('left', words.left, (row) => row.received && row.left);
  return [
    {
      name: 'number',
      head: t(words.number),
      names: true,
      orders: ['terlama', 'terbaru'],
      cell: (row) => <a href={within(to.contribution(row.id), observed)}>{row.number}</a>,
    },
    {
      name: 'party',
      head: t(taken ? words.giver : words.aggregator),
      cell: (row) => (taken ? row.giver.name : row.aggregator.name),
    },
    state(contributionState, (row) => row.state),
    ...(taken || observed ? [{ ...amount, ...bySize }] : [intended, { ...received, ...bySize }]),
    rupiahOf('funded', words.funded, (row) => row.funded),
    ...(taken && !observed ? [left] : []),
    {
      name: 'on',
      head: t(words.on),
      figures: true,
      cell: (row) => day(row.receivedOn ?? row.intendedOn, lang),
    },
  ];
}
