import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { bandsOf, type PhaseSpan } from '../../ui/charts/ByDay.tsx';
import { Chart } from '../../ui/charts/Chart.tsx';
import { Columns } from '../../ui/charts/Columns.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { StockChart_days$key } from '../__generated__/StockChart_days.graphql.ts';
import { packageNameOf } from '../shared/names.ts';
import css from './Home.module.css';

const fragment = graphql`
  fragment StockChart_days on StockDay @relay(plural: true) {
    package {
      code
    }
    day
    accepted
    allocated
  }
`;

const words = {
  title: [
    (what: string) => `${what}: stok dan alokasinya`,
    (what: string) => `${what}: stock and its allocation`,
  ],
  stands: [
    (all: string, allocated: string, free: string) =>
      `${all} paket sudah Anda sanggupi: ${allocated} sudah dialokasikan, ${free} belum punya tujuan.`,
    (all: string, allocated: string, free: string) =>
      `You took on ${all} packages: ${allocated} are allocated, ${free} have no destination yet.`,
  ],
  whole: [
    (all: string) => `Semua ${all} paket yang Anda sanggupi sudah dialokasikan.`,
    (all: string) => `All ${all} packages that you took on are allocated.`,
  ],
  none: ['Saat ini tidak ada stok.', 'There is no stock at present.'],
  unit: [
    'Paket pada akhir tiap hari (WIB); yang ditolak, ditarik, atau gugur tidak dihitung lagi.',
    'Packages at the end of each day (WIB); what was rejected, withdrawn or lapsed no longer counts.',
  ],
  day: ['Hari', 'Day'],
  phase: [(n: number) => `Tahap ${n}`, (n: number) => `Phase ${n}`],
  accepted: ['Stok', 'Stock'],
  allocated: ['dialokasikan', 'allocated'],
  free: ['belum punya tujuan', 'without a destination'],
  allocatedHead: ['Dialokasikan', 'Allocated'],
  freeHead: ['Tanpa tujuan', 'No destination'],
  source: [
    'Sumber: KSBB, dihitung dari tiap langkah janji dan alokasi.',
    'Source: KSBB, counted from every step of pledges and allocations.',
  ],
  tooltip: [
    (when: string, all: string, allocated: string) =>
      `${when}: stok ${all}, ${allocated} dialokasikan`,
    (when: string, all: string, allocated: string) =>
      `${when}: stock ${all}, ${allocated} allocated`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

type StockChartProps = {
  /** What stood at the end of each day; a chart for each package in it. */
  days: StockChart_days$key;
  phases: readonly PhaseSpan[];
  asOf: string;
  /** The pledges it consists of today, and those of them that lack a destination. */
  hrefs: { accepted: string; free: string };
};

/** What others entrusted to the organisation, against what of it has a destination, day by day. */
export function StockChart({ days: key, phases, asOf, hrefs }: StockChartProps) {
  const t = useText();
  const lang = useLang();
  const all = useFragment(fragment, key);
  const print = (packages: number) => number(packages, lang);
  return (
    <div className={css.charts}>
      {[...new Set(all.map((row) => row.package.code))].map((code) => {
        const rows = all.filter((row) => row.package.code === code);
        const last = rows.at(-1);
        if (!last) return null;
        const id = `stok-${code.toLowerCase()}`;
        const free = last.accepted - last.allocated;
        const linked = (row: (typeof rows)[number], packages: number, href: string) =>
          row === last && packages > 0 ? (
            <a key={href} href={href}>
              {print(packages)}
            </a>
          ) : (
            print(packages)
          );
        const summary =
          free > 0
            ? t(words.stands)(print(last.accepted), print(last.allocated), print(free))
            : last.accepted > 0
              ? t(words.whole)(print(last.accepted))
              : t(words.none);
        return (
          <Chart
            key={code}
            id={id}
            title={t(words.title)(t(packageNameOf(code)))}
            summary={summary}
            unit={t(words.unit)}
            asOf={asOf}
            source={t(words.source)}
            numbers={{
              head: [t(words.day), t(words.accepted), t(words.allocatedHead), t(words.freeHead)],
              rows: [...rows].reverse().map((row) => ({
                key: row.day,
                cells: [
                  day(row.day, lang),
                  linked(row, row.accepted, hrefs.accepted),
                  print(row.allocated),
                  linked(row, row.accepted - row.allocated, hrefs.free),
                ],
              })),
            }}
          >
            <Columns
              id={id}
              bands={bandsOf(rows, phases, t(words.phase))}
              parts={{ filled: t(words.allocated), open: t(words.free) }}
              columns={rows.map((row) => ({
                key: row.day,
                tick: day(row.day, lang).replace(/ \d{4}$/, ''),
                tooltip: t(words.tooltip)(
                  day(row.day, lang),
                  print(row.accepted),
                  print(row.allocated),
                ),
                waiting: row.accepted - row.allocated,
                committed: row.allocated,
                received: 0,
              }))}
            />
          </Chart>
        );
      })}
    </div>
  );
}
