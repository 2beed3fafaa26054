import { number } from '../../format/numbers.ts';
import { share } from '../../format/shares.ts';
import { capital } from '../../words/capital.ts';
import { coverageWord } from '../../words/coverage.ts';
import { midSentence, rungWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { Chart } from './Chart.tsx';
import { perSquare, Squares, type Step } from './Squares.tsx';

/** How many RWs stand on one step of coverage, the lowest first. */
export type CoverageRow = {
  readonly step: number;
  readonly units: number;
  readonly target: number;
  readonly committed: number;
};

const words = {
  needed: ['Dibutuhkan', 'Needed'],
  spread: [
    (what: string) => `Seberapa rata ${what} terbagi`,
    (what: string) => `How evenly it is spread: ${what}`,
  ],
  untouched: [
    (none: string, all: string, full: string) =>
      `${none} dari ${all} RW belum mendapat komitmen apa pun; ${full} RW sudah terpenuhi seluruhnya.`,
    (none: string, all: string, full: string) =>
      `${none} of ${all} RWs have no commitment at all; ${full} RWs are met in full.`,
  ],
  spreadUnit: [
    (per: number, phase: number) =>
      `Satu kotak ${per} RW, tahap ${phase}. Makin gelap, makin banyak yang belum terpenuhi.`,
    (per: number, phase: number) =>
      `One square is ${per} RW, phase ${phase}. The darker, the more is not met.`,
  ],
  coverage: ['Terpenuhi', 'Met'],
  rws: ['RW', 'RWs'],
  share: ['Bagian', 'Share'],
} as const satisfies Record<string, Pair<unknown>>;

type EvennessProps = {
  id: string;
  /** The name of the package. */
  what: string;
  rows: readonly CoverageRow[];
  /** The number of the phase. */
  phase: number;
  asOf: string;
  /** The RWs of a step. */
  href?: ((step: number) => string) | undefined;
};

/** How unevenly the RWs are covered: a square for each. */
export function Evenness({ id, what, rows, phase, asOf, href }: EvennessProps) {
  const t = useText();
  const lang = useLang();
  const print = (value: number) => number(value, lang);
  const all = rows.reduce((sum, row) => sum + row.units, 0);
  if (all === 0) return null;
  const label = (step: number) => capital(t(coverageWord(step)));
  const steps = rows.map(
    (row): Step => ({
      key: String(row.step),
      label: label(row.step),
      count: row.units,
      share: share(row.units, all, lang),
      // Nothing at all and next to nothing have one colour on the map too.
      gap: [5, 5, 4, 3, 2, 1, 0][row.step] as Step['gap'],
      href: href?.(row.step),
    }),
  );
  return (
    <Chart
      id={id}
      title={t(words.spread)(midSentence(what))}
      summary={t(words.untouched)(
        print(rows[0]?.units ?? 0),
        print(all),
        print(rows[6]?.units ?? 0),
      )}
      unit={t(words.spreadUnit)(perSquare(steps), phase)}
      asOf={asOf}
      numbers={{
        head: [
          t(words.coverage),
          t(words.rws),
          t(words.share),
          t(words.needed),
          capital(t(rungWord.committed)),
        ],
        rows: rows.map((row) => ({
          key: String(row.step),
          cells: [
            label(row.step),
            print(row.units),
            share(row.units, all, lang),
            print(row.target),
            print(row.committed),
          ],
        })),
      }}
    >
      <Squares id={id} steps={steps} />
    </Chart>
  );
}
