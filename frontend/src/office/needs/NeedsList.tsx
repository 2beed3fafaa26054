import { graphql } from 'react-relay/hooks';
import { Empty } from '../../ui/States.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { NeedsList_page$data } from '../__generated__/NeedsList_page.graphql.ts';
import type { NeedsListQuery } from '../__generated__/NeedsListQuery.graphql.ts';
import { useColumns } from '../lists/columns.tsx';
import { ListTable } from '../lists/ListTable.tsx';
import { nothing, pageSize, useList } from '../lists/list.ts';
import type { ListColumn } from '../lists/SortTable.tsx';
import { unitName } from '../shared/names.ts';
import { numberOf, to } from '../shell/address.ts';
import { useLoad } from '../shell/load.ts';
import { useOffice } from '../shell/viewer.ts';
import { ChangeTarget } from './ChangeTarget.tsx';

const document = graphql`
  query NeedsListQuery(
    $phase: ID!
    $package: ID!
    $area: String!
    $inArea: Boolean!
    $order: NeedOrder!
    $first: Int!
    $after: String
  ) {
    needs(phase: $phase, package: $package, order: $order, first: $first, after: $after)
      @skip(if: $inArea) {
      ...NeedsList_page @relay(mask: false)
    }
    area(code: $area) @include(if: $inArea) {
      id
      needs(phase: $phase, package: $package, order: $order, first: $first, after: $after) {
        ...NeedsList_page @relay(mask: false)
      }
    }
  }
`;

graphql`
  fragment NeedsList_page on NeedConnection {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        id
        target
        held
        committed
        remaining
        state
        unit {
          code
          name
          kind
          kelurahan {
            name
          }
        }
      }
    }
  }
`;

const words = {
  title: ['Kebutuhan', 'Needs'],
  none: ['Belum ada kebutuhan yang diumumkan di sini', 'No needs are published here yet'],
  unit: ['Unit', 'Unit'],
  target: ['Dibutuhkan', 'Needed'],
  held: ['Ditahan', 'Held'],
  committed: ['Komitmen', 'Committed'],
  remaining: ['Belum dijanjikan', 'Without a promise'],
  acts: ['Tindakan', 'Actions'],
} as const satisfies Record<string, Pair>;

const orders = {
  sisa: 'MOST_REMAINING',
  'sisa-kecil': 'FEWEST_REMAINING',
  besar: 'LARGEST',
  kecil: 'SMALLEST',
  komitmen: 'MOST_COMMITTED',
  'komitmen-kecil': 'LEAST_COMMITTED',
} as const;

type Row = NeedsList_page$data['edges'][number]['node'];

type NeedsListProps = {
  /** The id of the phase. */
  phase: string;
  package: { readonly id: string; readonly code: string };
  /** The code of the only area that is listed; every one without. */
  area: string | undefined;
  /** How often needs were published since: each time the list is read again. */
  published: number;
};

/** What each unit needs of a package in a phase. */
export function NeedsList({ phase, package: of, area, published }: NeedsListProps) {
  const t = useText();
  const list = useList(to.needs, orders, 'sisa');
  const columns = useNeedColumns();
  const data = useLoad<NeedsListQuery>(
    document,
    {
      phase,
      package: of.id,
      area: area ?? '',
      inArea: area !== undefined,
      order: list.order,
      first: pageSize,
      after: list.after,
    },
    { fetchPolicy: 'store-and-network', fetchKey: published },
  );
  const needs = (area === undefined ? data.needs : data.area?.needs) ?? nothing;
  return (
    <ListTable
      caption={t(words.title)}
      rows={needs.edges.map((edge) => edge.node)}
      keyOf={(row) => row.id}
      list={list}
      page={needs}
      of="needs"
      sheet={{
        view: 'kebutuhan',
        filters: { tahap: numberOf(phase), paket: of.code, wilayah: area, urut: list.order },
      }}
      empty={<Empty title={t(words.none)} />}
      columns={columns}
    />
  );
}

function useNeedColumns(): ListColumn<Row>[] {
  const t = useText();
  const { acts, organisation } = useOffice();
  const { count, progress } = useColumns<Row>();
  const columns: ListColumn<Row>[] = [
    {
      name: 'unit',
      head: t(words.unit),
      names: true,
      cell: (row) => <a href={to.unitAtWork(row.unit.code)}>{unitName(row.unit)}</a>,
    },
    { ...count('target', t(words.target), (row) => row.target), orders: ['kecil', 'besar'] },
    count('held', t(words.held), (row) => row.held),
    {
      ...count('committed', t(words.committed), (row) => row.committed),
      orders: ['komitmen-kecil', 'komitmen'],
    },
    {
      ...count('remaining', t(words.remaining), (row) => row.remaining),
      orders: ['sisa-kecil', 'sisa'],
    },
    progress((row) => ({ target: row.target, pledged: row.held, committed: row.committed })),
  ];
  if (acts && organisation.kind === 'PEMPROV') {
    columns.push({
      name: 'acts',
      head: t(words.acts),
      cell: (row) => <ChangeTarget id={row.id} name={unitName(row.unit)} target={row.target} />,
    });
  }
  return columns;
}
