import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { capital } from '../../words/capital.ts';
import { rungWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { Chart, linked } from './Chart.tsx';
import { type Band, Columns } from './Columns.tsx';

/** One package at the end of a day; `pledged` has in it what is committed. */
export type Day = {
  readonly day: string;
  readonly pledged: number;
  readonly committed: number;
  readonly received: number;
};

export type PhaseSpan = {
  readonly number: number;
  readonly startsOn: string;
  readonly endsOn: string;
};

const words = {
  title: [(what: string) => `${what} dari hari ke hari`, (what: string) => `${what} day by day`],
  grown: [
    (all: string, recent: string, received: string) =>
      `${all} paket menjadi komitmen, ${recent} di antaranya dalam tujuh hari terakhir. Yang sudah diterima: ${received}.`,
    (all: string, recent: string, received: string) =>
      `${all} packages are committed, ${recent} of them in the last seven days. Received so far: ${received}.`,
  ],
  stood: [
    (all: string, received: string) =>
      `${all} paket menjadi komitmen. Yang sudah diterima: ${received}.`,
    (all: string, received: string) =>
      `${all} packages are committed. Received so far: ${received}.`,
  ],
  unit: [
    'Paket, jumlah sampai akhir tiap hari (WIB).',
    'Packages up to the end of each day (WIB).',
  ],
  needed: [
    (target: string) => `Kebutuhan seluruh tahap: ${target}.`,
    (target: string) => `Needed in all phases: ${target}.`,
  ],
  day: ['Hari', 'Day'],
  phase: [(n: number) => `Tahap ${n}`, (n: number) => `Phase ${n}`],
  tooltip: [
    (when: string, committed: string, received: string) =>
      `${when}: ${committed} komitmen, ${received} diterima`,
    (when: string, committed: string, received: string) =>
      `${when}: ${committed} committed, ${received} received`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

/** The phases as bands below columns of days; one that has not begun has none. */
export const bandsOf = (
  days: readonly { readonly day: string }[],
  phases: readonly PhaseSpan[],
  label: (number: number) => string,
): Band[] =>
  phases
    .map((each) => ({
      key: String(each.number),
      label: label(each.number),
      from: days.findIndex((row) => row.day >= each.startsOn && row.day <= each.endsOn),
      to: days.filter((row) => row.day <= each.endsOn).length - 1,
    }))
    .filter((band) => band.from >= 0);

type ByDayProps = {
  id: string;
  /** The name of the package. */
  what: string;
  days: readonly Day[];
  phases: readonly PhaseSpan[];
  asOf: string;
  /** Packages needed, where the days are everybody's. */
  target?: number;
  /** The rows that stood at the end of a day. */
  rowsOf: (day: string) => string;
  /** The day's own page. */
  pageOf?: (day: string) => string;
};

/** How one package came along, day by day, on its phases. */
export function ByDay({ id, what, days, phases, asOf, target, rowsOf, pageOf }: ByDayProps) {
  const t = useText();
  const lang = useLang();
  const last = days[days.length - 1];
  if (!last) return null;
  const recent = last.committed - (days[days.length - 8]?.committed ?? 0);
  const print = (packages: number) => number(packages, lang);
  return (
    <Chart
      id={id}
      title={t(words.title)(what)}
      summary={
        recent < last.committed
          ? t(words.grown)(print(last.committed), print(recent), print(last.received))
          : t(words.stood)(print(last.committed), print(last.received))
      }
      unit={
        target === undefined ? t(words.unit) : `${t(words.unit)} ${t(words.needed)(print(target))}`
      }
      asOf={asOf}
      numbers={{
        head: [
          t(words.day),
          capital(t(rungWord.pledged)),
          capital(t(rungWord.committed)),
          capital(t(rungWord.received)),
        ],
        rows: [...days].reverse().map((row) => ({
          key: row.day,
          cells: [
            pageOf ? (
              <a key="day" href={pageOf(row.day)}>
                {day(row.day, lang)}
              </a>
            ) : (
              day(row.day, lang)
            ),
            print(row.pledged - row.committed),
            linked(row.committed, rowsOf(row.day), lang),
            print(row.received),
          ],
        })),
      }}
    >
      <Columns
        id={id}
        bands={bandsOf(days, phases, t(words.phase))}
        columns={days.map((row) => ({
          key: row.day,
          tick: day(row.day, lang).replace(/ \d{4}$/, ''),
          tooltip: t(words.tooltip)(day(row.day, lang), print(row.committed), print(row.received)),
          href: rowsOf(row.day),
          waiting: row.pledged - row.committed,
          committed: row.committed,
          received: row.received,
        }))}
      />
    </Chart>
  );
}
