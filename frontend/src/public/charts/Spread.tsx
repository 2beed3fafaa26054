import { number } from '../../format/numbers.ts';
import { Bars } from '../../ui/charts/Bars.tsx';
import { Chart } from '../../ui/charts/Chart.tsx';
import { type CoverageRow, Evenness } from '../../ui/charts/Evenness.tsx';
import { endOf } from '../../ui/charts/scale.ts';
import { capital } from '../../words/capital.ts';
import { midSentence, rungWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { packageNameOf } from '../shared/units.ts';
import { to, withQuery } from '../shell/address.ts';

export type GiverRow = {
  readonly organisation: { readonly id: string; readonly name: string };
  readonly committed: number;
  readonly received: number;
};

const words = {
  shownFirst: [(n: string) => `Di gambar: ${n} teratas.`, (n: string) => `Drawn: the first ${n}.`],
  givers: [(what: string) => `Pemberi ${what}`, (what: string) => `Givers, ${what}`],
  given: [
    (n: string, name: string, most: string) =>
      `${n} organisasi; yang terbanyak ${name} dengan ${most} paket.`,
    (n: string, name: string, most: string) =>
      `${n} organisations; the most from ${name} with ${most} packages.`,
  ],
  giverUnit: [
    'Paket yang menjadi komitmen; di ujung kirinya yang sudah diterima.',
    'Packages committed; at the left end what was received.',
  ],
  giver: ['Pemberi', 'Giver'],
} as const satisfies Record<string, Pair<unknown>>;

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

function Givers({ at, givers, code, area }: Props) {
  const t = useText();
  const lang = useLang();
  const print = (value: number) => number(value, lang);
  const [first] = givers;
  if (!first) return null;
  const end = endOf(first.committed);
  const rowsOf = (row: GiverRow) =>
    withQuery(to.recapRows, { paket: code, wilayah: area, organisasi: row.organisation.id });
  return (
    <Chart
      id="pemberi"
      title={t(words.givers)(midSentence(t(packageNameOf(code))))}
      summary={t(words.given)(
        print(givers.length),
        first.organisation.name,
        print(first.committed),
      )}
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
  const { code, area, at, coverage, phase } = props;
  const t = useText();
  return (
    <>
      <Evenness
        id="sebaran"
        what={t(packageNameOf(code))}
        rows={coverage}
        phase={phase}
        asOf={at}
        href={(step) =>
          withQuery(to.units, {
            paket: code,
            jenis: 'RW',
            wilayah: area,
            terpenuhi: String(step),
          })
        }
      />
      <Givers {...props} />
    </>
  );
}
