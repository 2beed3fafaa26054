import { day, dayOf, daysBetween } from '../../format/dates.ts';
import { Button } from '../../ui/Button.tsx';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { Field } from '../../ui/Field.tsx';
import { Empty } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import type { StateWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { useColumns } from '../lists/columns.tsx';
import type { Counted } from '../lists/counts.ts';
import { ListCount } from '../lists/ListTable.tsx';
import { withQuery } from '../shell/address.ts';
import { go, useQuery } from '../shell/navigation.ts';
import { useOffice } from '../shell/viewer.ts';
import { submissionFilters } from './filters.ts';
import css from './SubmissionList.module.css';

const words = {
  show: ['Tampilkan', 'Show'],
  waiting: ['Menunggu jawaban', 'Awaiting an answer'],
  answered: ['Sudah dijawab', 'Answered'],
  code: ['Cari kode', 'Find a code'],
  find: ['Cari', 'Find'],
  noCode: ['Tidak ada yang berkode ini', 'None has this code'],
  all: ['Tampilkan semua', 'Show all'],
  none: ['Tidak ada yang menunggu', 'None is waiting'],
  noneYet: ['Belum ada yang dijawab', 'None was answered yet'],
  age: ['Menunggu', 'Waiting'],
  received: ['Dikirim', 'Sent'],
  days: [(n: number) => `${n} hari`, (n: number) => `${n} ${n === 1 ? 'day' : 'days'}`],
  today: ['hari ini', 'since today'],
  more: ['Tampilkan lebih banyak', 'Show more'],
} as const satisfies Record<string, Pair<unknown>>;

type Row = { readonly id: string; readonly state: string; readonly receivedAt: string };

type SubmissionListProps<R> = {
  title: string;
  lead: string;
  path: string;
  states: Record<string, StateWord>;
  rows: readonly R[];
  /** How many there are in all, and of what. */
  all: number | undefined;
  of: Counted;
  more: boolean;
  columns: readonly Column<R>[];
};

/** Complaints or proposals, the oldest first: those that wait, those that were answered, or one by its code. */
export function SubmissionList<R extends Row>(props: SubmissionListProps<R>) {
  const { title, lead, path, states, rows, all, of, more, columns } = props;
  const t = useText();
  const { code, answered, first } = submissionFilters(useQuery());
  const common = useSubmissionColumns<R>(states, answered || code !== undefined);
  const lihat = answered ? 'dijawab' : undefined;
  return (
    <>
      <PageHead title={title} lead={lead} />
      <div className={css.above}>
        <FilterRow label={t(words.show)}>
          <FilterChip href={path} on={!answered && !code}>
            {t(words.waiting)}
          </FilterChip>
          <FilterChip href={withQuery(path, { lihat: 'dijawab' })} on={answered && !code}>
            {t(words.answered)}
          </FilterChip>
        </FilterRow>
        <CodeSearch path={path} code={code} />
      </div>
      <ListCount of={of} all={all} />
      {rows.length === 0 ? (
        <NoSubmissions path={path} code={code} answered={answered} />
      ) : (
        <Table
          caption={title}
          captionUnseen
          rows={rows}
          keyOf={(row) => row.id}
          columns={[...columns, ...common]}
        />
      )}
      {more && (
        <p className={css.more}>
          <Button href={withQuery(path, { lihat, tampil: String(first + 50) })}>
            {t(words.more)}
          </Button>
        </p>
      )}
    </>
  );
}

/** What complaints and proposals have in common; how long one waits counts until it is answered. */
function useSubmissionColumns<R extends Row>(
  states: Record<string, StateWord>,
  answered: boolean,
): Column<R>[] {
  const t = useText();
  const lang = useLang();
  const { today } = useOffice();
  const { state } = useColumns<R>();
  const age = (row: R) => daysBetween(dayOf(row.receivedAt), today);
  const columns: Column<R>[] = [
    { ...state(states, (row) => row.state), by: (row) => row.state },
    {
      name: 'received',
      head: t(words.received),
      figures: true,
      by: (row) => row.receivedAt,
      cell: (row) => day(dayOf(row.receivedAt), lang),
    },
  ];
  if (answered) return columns;
  return [
    ...columns,
    {
      name: 'age',
      head: t(words.age),
      figures: true,
      by: age,
      cell: (row) => (age(row) > 0 ? t(words.days)(age(row)) : t(words.today)),
    },
  ];
}

type CodeSearchProps = { path: string; code: string | undefined };

function CodeSearch({ path, code }: CodeSearchProps) {
  const t = useText();
  return (
    <form
      className={css.find}
      action={path}
      onSubmit={(event) => {
        event.preventDefault();
        const typed = new FormData(event.currentTarget).get('kode');
        go(withQuery(path, { kode: String(typed).trim() }));
      }}
    >
      <Field label={t(words.code)} labelUnseen>
        {(control) => (
          <input
            {...control}
            key={code}
            type="search"
            name="kode"
            placeholder={t(words.code)}
            defaultValue={code}
            maxLength={20}
          />
        )}
      </Field>
      <Button type="submit">{t(words.find)}</Button>
    </form>
  );
}

function NoSubmissions({ path, code, answered }: CodeSearchProps & { answered: boolean }) {
  const t = useText();
  if (code) {
    return <Empty title={t(words.noCode)} action={<Button href={path}>{t(words.all)}</Button>} />;
  }
  return <Empty title={t(answered ? words.noneYet : words.none)} />;
}
