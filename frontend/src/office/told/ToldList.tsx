import type { ReactNode } from 'react';
import { day, dayOf, daysBetween } from '../../format/dates.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip, FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { Field } from '../../ui/Field.tsx';
import { PageHead } from '../../ui/Shell.tsx';
import { Empty } from '../../ui/States.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import type { StateWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { withQuery } from '../address.ts';
import type { Counted } from '../parts/counts.ts';
import { ListCount } from '../parts/ListTable.tsx';
import { go, useQuery } from '../router.tsx';
import { useOffice } from '../viewer.ts';
import css from './ToldList.module.css';

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
  received: ['Masuk', 'Received'],
  state: ['Keadaan', 'State'],
  days: [(n: number) => `${n} hari`, (n: number) => `${n} ${n === 1 ? 'day' : 'days'}`],
  today: ['hari ini', 'since today'],
  more: ['Tampilkan lebih banyak', 'Show more'],
} as const satisfies Record<string, Pair<unknown>>;

type Row = { readonly id: string; readonly state: string; readonly receivedAt: string };

/** What of such a list is asked for by the address. */
export function useToldQuery() {
  const query = useQuery();
  const code = query.kode?.trim() || undefined;
  return {
    code,
    answered: query.lihat === 'dijawab',
    first: Math.min(Number(query.tampil) || 50, 1000),
  };
}

/** What people told, the oldest first: those that wait, those that were answered, or one code's. */
export function ToldList<R extends Row>({
  title,
  lead,
  path,
  states,
  rows,
  all,
  of,
  more,
  columns,
}: {
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
}) {
  const t = useText();
  const lang = useLang();
  const { today } = useOffice();
  const { code, answered, first } = useToldQuery();
  let empty: ReactNode = <Empty title={t(answered ? words.noneYet : words.none)} />;
  if (code) {
    empty = <Empty title={t(words.noCode)} action={<Button href={path}>{t(words.all)}</Button>} />;
  }
  const age = (row: R) => daysBetween(dayOf(row.receivedAt), today);
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
      </div>
      <ListCount of={of} all={all} />
      {rows.length === 0 ? (
        empty
      ) : (
        <Table
          caption={title}
          captionUnseen
          rows={rows}
          keyOf={(row) => row.id}
          columns={[
            ...columns,
            {
              name: 'state',
              head: t(words.state),
              by: (row) => row.state,
              cell: (row) => {
                const word = states[row.state];
                return word ? <Chip tone={word.tone}>{t(word.word)}</Chip> : row.state;
              },
            },
            {
              name: 'received',
              head: t(words.received),
              figures: true,
              by: (row) => row.receivedAt,
              cell: (row) => day(dayOf(row.receivedAt), lang),
            },
            ...(answered || code
              ? []
              : [
                  {
                    name: 'age',
                    head: t(words.age),
                    figures: true,
                    by: age,
                    cell: (row: R) => (age(row) > 0 ? t(words.days)(age(row)) : t(words.today)),
                  },
                ]),
          ]}
        />
      )}
      {more && (
        <p className={css.more}>
          <Button
            href={withQuery(path, {
              lihat: answered ? 'dijawab' : undefined,
              tampil: String(first + 50),
            })}
          >
            {t(words.more)}
          </Button>
        </p>
      )}
    </>
  );
}
