import { graphql, useFragment } from 'react-relay/hooks';
import { day, days } from '../../format/dates.ts';
import { Empty } from '../../ui/States.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import { capital } from '../../words/capital.ts';
import { allocationState, rungWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type {
  PledgeAllocations_pledge$data,
  PledgeAllocations_pledge$key,
} from '../__generated__/PledgeAllocations_pledge.graphql.ts';
import { StateChip, useColumns } from '../lists/columns.tsx';
import { packageNameOf, unitName } from '../shared/names.ts';
import { to } from '../shell/address.ts';
import { ReleaseAllocation } from './ReleaseAllocation.tsx';

const fragment = graphql`
  fragment PledgeAllocations_pledge on Pledge {
    id
    viewerActions
    allocations {
      id
      quantity
      state
      windowStarts
      windowEnds
      committedOn
      releasedOn
      loaded
      dispatched
      received
      package {
        code
      }
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
`;

const words = {
  allocations: ['Tujuan', 'Where it goes'],
  noAllocations: ['Belum dialokasikan ke unit', 'Not directed to units yet'],
  noAllocationsWhy: [
    'Pelaksana yang menentukan unitnya; tujuannya lalu tampil di sini.',
    'The executor chooses the units; they show here then.',
  ],
  unit: ['Unit', 'Unit'],
  package: ['Paket', 'Package'],
  quantity: ['Jumlah', 'Quantity'],
  loaded: ['Dimuat', 'Loaded'],
  window: ['Waktu antar', 'Delivery window'],
  state: ['Keadaan', 'State'],
  since: ['Sejak', 'Since'],
} as const satisfies Record<string, Pair>;

/** The units that the packages of a pledge go to. */
export function PledgeAllocations({ pledge: key }: { pledge: PledgeAllocations_pledge$key }) {
  const t = useText();
  const pledge = useFragment(fragment, key);
  const columns = useAllocationColumns(pledge);
  return (
    <Section title={t(words.allocations)}>
      {pledge.allocations.length === 0 ? (
        <Empty title={t(words.noAllocations)}>{t(words.noAllocationsWhy)}</Empty>
      ) : (
        <Table
          caption={t(words.allocations)}
          captionUnseen
          rows={pledge.allocations}
          keyOf={(row) => row.id}
          columns={columns}
        />
      )}
    </Section>
  );
}

type Pledge = PledgeAllocations_pledge$data;
type Row = Pledge['allocations'][number];

function useAllocationColumns(pledge: Pledge): Column<Row>[] {
  const t = useText();
  const lang = useLang();
  const { quantity, steps } = useQuantities(pledge.allocations);
  return [
    {
      name: 'unit',
      head: t(words.unit),
      names: true,
      by: (row) => unitName(row.unit),
      cell: (row) => <a href={to.unit(row.unit.code)}>{unitName(row.unit)}</a>,
    },
    {
      name: 'package',
      head: t(words.package),
      by: (row) => row.package.code,
      cell: (row) => t(packageNameOf(row.package.code)),
    },
    quantity,
    ...steps,
    {
      name: 'window',
      head: t(words.window),
      figures: true,
      by: (row) => row.windowStarts ?? '',
      cell: (row) =>
        row.windowStarts && row.windowEnds ? days(row.windowStarts, row.windowEnds, lang) : '–',
    },
    {
      name: 'state',
      head: t(words.state),
      by: (row) => row.state,
      cell: (row) => <State pledge={pledge} row={row} />,
    },
    {
      name: 'since',
      head: t(words.since),
      figures: true,
      by: (row) => row.releasedOn ?? row.committedOn ?? '',
      cell: (row) => {
        const since = row.releasedOn ?? row.committedOn;
        return since ? day(since, lang) : '–';
      },
    },
  ];
}

/** How many packages, and how far they are. Nothing is loaded before it is committed. */
function useQuantities(allocations: readonly Row[]) {
  const t = useText();
  const { count } = useColumns<Row>();
  const figure = (name: 'quantity' | 'loaded' | 'dispatched' | 'received', head: Pair) => ({
    ...count(name, capital(t(head)), (row) => row[name]),
    by: (row: Row) => row[name],
  });
  return {
    quantity: figure('quantity', words.quantity),
    steps: allocations.some((row) => row.loaded > 0)
      ? [
          figure('loaded', words.loaded),
          figure('dispatched', rungWord.dispatched),
          figure('received', rungWord.received),
        ]
      : [],
  };
}

/** What is held may be released by whoever may do that. */
function State({ pledge, row }: { pledge: Pledge; row: Row }) {
  return (
    <>
      <StateChip states={allocationState} state={row.state} />
      {row.state === 'HELD' && pledge.viewerActions.includes('RELEASE') && (
        <ReleaseAllocation pledge={pledge.id} allocation={row.id} unit={unitName(row.unit)} />
      )}
    </>
  );
}
