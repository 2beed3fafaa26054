import { graphql, useFragment } from 'react-relay/hooks';
import { day, dayOf, moment } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Chip } from '../../ui/Chip.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { pledgeState } from '../../words/pledges.ts';
import type {
  PledgeTable_pledges$data,
  PledgeTable_pledges$key,
} from '../__generated__/PledgeTable_pledges.graphql.ts';
import { StateChip, useColumns } from '../lists/columns.tsx';
import { type ListColumn, type Sort, SortTable } from '../lists/SortTable.tsx';
import { type Observed, within } from '../organisations/observed/Observation.tsx';
import { packageNameOf } from '../shared/names.ts';
import { to } from '../shell/address.ts';
import css from './PledgeTable.module.css';

const fragment = graphql`
  fragment PledgeTable_pledges on Pledge @relay(plural: true) {
    id
    number
    state
    channel
    submittedAt
    waitsSince
    holdExpiresAt
    held
    committed
    phase {
      number
    }
    giver {
      name
    }
    executor {
      name
    }
    lines {
      id
      quantity
      unallocated
      package {
        code
      }
    }
  }
`;

const words = {
  caption: ['Janji bantuan', 'Pledges'],
  number: ['Nomor', 'Number'],
  giver: ['Pemberi', 'Giver'],
  executor: ['Pelaksana', 'Executor'],
  what: ['Yang dijanjikan', 'What is pledged'],
  phase: ['Tahap', 'Phase'],
  on: ['Diajukan', 'Submitted'],
  since: ['Menunggu sejak', 'Waiting since'],
  before: ['Jawab sebelum', 'Answer before'],
  free: [(n: string) => `${n} belum dialokasikan`, (n: string) => `${n} without a destination`],
  allocate: [(n: string) => `Alokasikan ${n}`, (n: string) => `Allocate ${n}`],
} as const satisfies Record<string, Pair<unknown>>;

type PledgeTableProps = {
  pledges: PledgeTable_pledges$key;
  /** Whose name says most: the executor of one's own pledges, the giver of others'. */
  party: 'giver' | 'executor' | 'both';
  /** Where all wait for an answer, how long they wait counts and what state they are in is plain. */
  queue?: boolean;
  /** In a list that the server sorts. */
  sort?: Sort;
  /** Pledges open as the observer of this organisation sees them. */
  observed?: Observed;
  /** Packages without a destination lead to where they get one. */
  toDirect?: boolean;
};

export function PledgeTable({ pledges, sort, ...shown }: PledgeTableProps) {
  const t = useText();
  const rows = useFragment(fragment, pledges);
  const columns = usePledgeColumns(shown);
  const table = { caption: t(words.caption), rows, keyOf: (row: Row) => row.id, columns };
  return sort ? <SortTable {...table} sort={sort} /> : <Table {...table} captionUnseen />;
}

type Row = PledgeTable_pledges$data[number];
/** Sorted by the server in a list, and in place elsewhere. */
type PledgeColumn = ListColumn<Row> & Pick<Column<Row>, 'by'>;

function usePledgeColumns({
  party,
  queue = false,
  observed,
  toDirect = false,
}: Omit<PledgeTableProps, 'pledges' | 'sort'>): PledgeColumn[] {
  const t = useText();
  const parties = usePartyColumns(party);
  const times = useTimeColumns();
  const { state } = useColumns<Row>();
  return [
    {
      name: 'number',
      head: t(words.number),
      names: true,
      by: (row) => row.number,
      // Numbers run as they were submitted: that column stands for both where it is shown.
      ...(queue && { orders: ['terlama', 'terbaru'] as const }),
      cell: (row) => (
        <a className={css.number} href={within(to.pledge(row.id), observed)}>
          {row.number}
        </a>
      ),
    },
    ...parties,
    {
      name: 'what',
      head: t(words.what),
      cell: (row) => row.lines.map((line) => <Line key={line.id} {...{ row, line, toDirect }} />),
    },
    {
      name: 'phase',
      head: t(words.phase),
      figures: true,
      by: (row) => row.phase.number,
      cell: (row) => row.phase.number,
    },
    ...(queue
      ? [times.waits, times.before]
      : [{ ...state(pledgeState, (row) => row.state), by: (row: Row) => row.state }, times.on]),
  ];
}

function usePartyColumns(party: PledgeTableProps['party']): PledgeColumn[] {
  const t = useText();
  return (['giver', 'executor'] as const)
    .filter((each) => party === 'both' || party === each)
    .map((each) => ({
      name: each,
      head: t(words[each]),
      by: (row) => row[each].name,
      cell: (row) => row[each].name,
    }));
}

/** When it was submitted; in a queue, since when it waits and before when it must be answered. */
function useTimeColumns(): Record<'on' | 'waits' | 'before', PledgeColumn> {
  const t = useText();
  const lang = useLang();
  return {
    on: {
      name: 'on',
      head: t(words.on),
      figures: true,
      by: (row) => row.submittedAt,
      orders: ['terlama', 'terbaru'],
      cell: (row) => day(dayOf(row.submittedAt), lang),
    },
    waits: {
      name: 'on',
      head: t(words.since),
      figures: true,
      by: (row) => row.waitsSince,
      orders: ['menunggu', 'menunggu-singkat'],
      cell: (row) => day(dayOf(row.waitsSince), lang),
    },
    before: {
      name: 'before',
      head: t(words.before),
      figures: true,
      by: (row) => row.holdExpiresAt ?? '',
      cell: (row) => {
        // Answered while the list was open: it stays where it stands, and says so.
        if (row.state !== 'SUBMITTED') return <StateChip states={pledgeState} state={row.state} />;
        // What directs nothing yet holds nothing that could run out.
        return row.holdExpiresAt ? moment(row.holdExpiresAt, lang) : '–';
      },
    },
  };
}

type LineProps = { row: Row; line: Row['lines'][number]; toDirect: boolean };

/** What was pledged of one package, and how much of it is without a destination. */
function Line({ row, line, toDirect }: LineProps) {
  const t = useText();
  const lang = useLang();
  const goesOn = row.state === 'ACCEPTED' || row.state === 'COMMITTED';
  const free = number(line.unallocated, lang);
  return (
    <div>
      {number(line.quantity, lang)} × {t(packageNameOf(line.package.code))}
      {line.unallocated > 0 && goesOn && (
        <>
          {' '}
          {toDirect ? (
            <a href={to.allocate(row.id)}>{t(words.allocate)(free)}</a>
          ) : (
            <Chip tone="waiting">{t(words.free)(free)}</Chip>
          )}
        </>
      )}
    </div>
  );
}
