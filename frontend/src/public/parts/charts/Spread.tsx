import { number } from '../../../format/numbers.ts';
import { share } from '../../../format/shares.ts';
import { Bars } from '../../../ui/charts/Bars.tsx';
import { Chart } from '../../../ui/charts/Chart.tsx';
import { perSquare, Squares, type Step } from '../../../ui/charts/Squares.tsx';
import { endOf } from '../../../ui/charts/scale.ts';
import { coverageWord } from '../../../words/coverage.ts';
import { midSentence, rungWord } from '../../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import { to, withQuery } from '../../address.ts';
import { packageNameOf } from '../../units.ts';

export type CoverageRow = {
  readonly step: number;
  readonly units: number;
  readonly target: number;
  readonly committed: number;
};
export type GiverRow = {
  readonly organisation: { readonly id: string; readonly name: string };
  readonly committed: number;
  readonly received: number;
};

const words = {
  shownFirst: [(n: string) => `Di gambar: ${n} teratas.`, (n: string) => `Drawn: the first ${n}.`],
  needed: ['Dibutuhkan', 'Needed'],
  spread: ['Terbagi rata atau tidak', 'How evenly it is spread'],
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
  givers: [(what: string) => `Pemberi ${what}`, (what: string) => `Givers, ${what}`],
  gave: [
    (n: string, name: string, most: string) =>
      `${n} organisasi; yang terbanyak ${name} dengan ${most} paket.`,
    (n: string, name: string, most: string) =>
      `${n} organisations; the most from ${name} with ${most} packages.`,
  ],
  giverUnit: [
    'Paket yang menjadi komitmen; gelap: sudah diterima.',
    'Packages committed; dark: received already.',
  ],
  giver: ['Pemberi', 'Giver'],
} as const satisfies Record<string, Pair<unknown>>;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** So many bars are taken in at a glance; the table has them all. */
const drawn = 12;

type Props = {
  code: string;
  area: string | undefined;
  at: string;
  coverage: readonly CoverageRow[];
  phase: number;
  givers: readonly GiverRow[];
};

function Evenness({ at, coverage, phase, code, area }: Props) {
  const t = useText();
  const lang = useLang();
  const print = (value: number) => number(value, lang);
  const all = coverage.reduce((sum, row) => sum + row.units, 0);
  if (all === 0) return null;
  const label = (step: number) => capital(t(coverageWord(step)));
  const steps = coverage.map(
    (row): Step => ({
      key: String(row.step),
      label: label(row.step),
      count: row.units,
      share: share(row.units, all, lang),
      // Nothing at all and next to nothing have one colour on the map too.
      gap: [5, 5, 4, 3, 2, 1, 0][row.step] as Step['gap'],
      href: withQuery(to.units, {
        paket: code,
        jenis: 'RW',
        wilayah: area,
        terpenuhi: String(row.step),
      }),
    }),
  );
  return (
    <Chart
      id="sebaran"
      title={t(words.spread)}
      summary={t(words.untouched)(
        print(coverage[0]?.units ?? 0),
        print(all),
        print(coverage[6]?.units ?? 0),
      )}
      unit={t(words.spreadUnit)(perSquare(steps), phase)}
      asOf={at}
      numbers={{
        head: [
          t(words.coverage),
          t(words.rws),
          t(words.share),
          t(words.needed),
          capital(t(rungWord.committed)),
        ],
        rows: coverage.map((row) => ({
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
      <Squares id="sebaran" steps={steps} />
    </Chart>
  );
}

function Givers({ at, givers, code, area }: Props) {
  const t = useText();
  const lang = useLang();
  const print = (value: number) => number(value, lang);
  const [first] = givers;
  if (!first) return null;
  const end = endOf(first.committed);
  const rowsOf = (row: GiverRow) =>
    withQuery(to.rows, { paket: code, wilayah: area, organisasi: row.organisation.id });
  return (
    <Chart
      id="pemberi"
      title={t(words.givers)(midSentence(t(packageNameOf(code))))}
      summary={t(words.gave)(print(givers.length), first.organisation.name, print(first.committed))}
      unit={
        givers.length > drawn
          ? `${t(words.giverUnit)} ${t(words.shownFirst)(print(drawn))}`
          : t(words.giverUnit)
      }
      asOf={at}
      numbers={{
        head: [t(words.giver), capital(t(rungWord.committed)), capital(t(rungWord.received))],
        rows: givers.map((row) => ({
          key: row.organisation.id,
          cells: [
            <a key="name" href={to.organisation(row.organisation.id)}>
              {row.organisation.name}
            </a>,
            <a key="rows" href={rowsOf(row)}>
              {print(row.committed)}
            </a>,
            print(row.received),
          ],
        })),
      }}
    >
      <Bars
        id="pemberi"
        scale={['0', print(end)]}
        bars={givers.slice(0, drawn).map((row) => ({
          key: row.organisation.id,
          label: row.organisation.name,
          href: rowsOf(row),
          figure: print(row.committed),
          end,
          waiting: 0,
          committed: row.committed,
          received: row.received,
        }))}
      />
    </Chart>
  );
}

/** How evenly the packages are spread, and from whom they come. */
export function Part(props: Props) {
  return (
    <>
      <Evenness {...props} />
      <Givers {...props} />
    </>
  );
}
