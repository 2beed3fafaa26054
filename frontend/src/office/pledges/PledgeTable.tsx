import { graphql, useFragment } from 'react-relay/hooks';
import { day, dayOf, moment } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Table } from '../../ui/Table.tsx';
import { pledgeState } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { PledgeTable_pledges$key } from '../__generated__/PledgeTable_pledges.graphql.ts';
import { to } from '../address.ts';
import { type Observed, within } from '../observed/Observation.tsx';
import { packageNameOf } from '../parts/names.ts';
import { type ListColumn, type Sort, SortTable } from '../parts/SortTable.tsx';
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
  state: ['Keadaan', 'State'],
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

export function PledgeTable(props: PledgeTableProps) {
  const { pledges, party, queue = false, sort, observed, toDirect = false } = props;
  const t = useText();
  const lang = useLang();
  const rows = useFragment(fragment, pledges);
  type Row = (typeof rows)[number];
  const giver = {
    name: 'giver',
    head: t(words.giver),
    by: (row: Row) => row.giver.name,
    cell: (row: Row) => row.giver.name,
  };
  const executor = {
    name: 'executor',
    head: t(words.executor),
    by: (row: Row) => row.executor.name,
    cell: (row: Row) => row.executor.name,
  };
  const state = {
    name: 'state',
    head: t(words.state),
    by: (row: Row) => row.state,
    cell: (row: Row) => {
      const word = pledgeState[row.state];
      return word ? <Chip tone={word.tone}>{t(word.word)}</Chip> : row.state;
    },
  };
  const before = {
    name: 'before',
    head: t(words.before),
    figures: true,
    by: (row: Row) => row.holdExpiresAt ?? '',
    // What directs nothing yet holds nothing that could run out.
    cell: (row: Row) =>
      // Answered while the list was open: it stays where it stands, and says so.
      row.state !== 'SUBMITTED'
        ? state.cell(row)
        : row.holdExpiresAt
          ? moment(row.holdExpiresAt, lang)
          : '–',
  };
  const columns: (ListColumn<Row> & { by?: (row: Row) => number | string })[] = [
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
    ...(party === 'both' ? [giver, executor] : party === 'giver' ? [giver] : [executor]),
    {
      name: 'what',
      head: t(words.what),
      cell: (row) => (
        <>
          {row.lines.map((line) => (
            <div key={line.id}>
              {number(line.quantity, lang)} × {t(packageNameOf(line.package.code))}
              {line.unallocated > 0 && (row.state === 'ACCEPTED' || row.state === 'COMMITTED') && (
                <>
                  {' '}
                  {toDirect ? (
                    <a href={to.allocate(row.id)}>
                      {t(words.allocate)(number(line.unallocated, lang))}
                    </a>
                  ) : (
                    <Chip tone="waiting">{t(words.free)(number(line.unallocated, lang))}</Chip>
                  )}
                </>
              )}
            </div>
          ))}
        </>
      ),
    },
    {
      name: 'phase',
      head: t(words.phase),
      figures: true,
      by: (row) => row.phase.number,
      cell: (row) => row.phase.number,
    },
    ...(queue ? [] : [state]),
    {
      name: 'on',
      head: t(queue ? words.since : words.on),
      figures: true,
      by: (row) => (queue ? row.waitsSince : row.submittedAt),
      orders: queue ? ['menunggu', 'menunggu-singkat'] : ['terlama', 'terbaru'],
      cell: (row) => day(dayOf(queue ? row.waitsSince : row.submittedAt), lang),
    },
    ...(queue ? [before] : []),
  ];
  const table = { caption: t(words.caption), rows, keyOf: (row: Row) => row.id, columns };
  return sort ? <SortTable {...table} sort={sort} /> : <Table {...table} captionUnseen />;
}

/** The orders that a list of pledges has, as the address names them. */
export const pledgeOrders = {
  terbaru: 'NEWEST',
  terlama: 'OLDEST',
  menunggu: 'LONGEST_WAITING',
  'menunggu-singkat': 'SHORTEST_WAITING',
} as const;
