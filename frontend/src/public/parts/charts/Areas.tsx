import { number } from '../../../format/numbers.ts';
import { share } from '../../../format/shares.ts';
import { type Bar, Bars } from '../../../ui/charts/Bars.tsx';
import { Chart } from '../../../ui/charts/Chart.tsx';
import { shareEnd } from '../../../ui/charts/scale.ts';
import { rungWord } from '../../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import { to, withQuery } from '../../address.ts';
import { packageNameOf } from '../../units.ts';

export type AreaRow = {
  readonly area: { readonly code: string; readonly name: string };
  readonly target: number;
  readonly pledged: number;
  readonly committed: number;
  readonly received: number;
};
export type PackageRow = {
  readonly package: { readonly code: string };
  readonly target: number;
  readonly pledged: number;
  readonly committed: number;
  readonly dispatched: number;
  readonly received: number;
  readonly verified: number;
};

const words = {
  byArea: [(what: string) => `${what} menurut wilayah`, (what: string) => `${what} by area`],
  inPhase: [
    (title: string, phase: number) => `${title}, tahap ${phase}`,
    (title: string, phase: number) => `${title}, phase ${phase}`,
  ],
  most: [
    (name: string, most: string, other: string, least: string) =>
      `Yang terbesar bagiannya ${name} (${most}), yang terkecil ${other} (${least}).`,
    (name: string, most: string, other: string, least: string) =>
      `The largest share is in ${name} (${most}), the smallest in ${other} (${least}).`,
  ],
  areaUnit: [
    'Bagian kebutuhan yang menjadi komitmen; di ujung kirinya yang sudah diterima, berarsir yang menunggu konfirmasi.',
    'Share of the need that is committed; at its left end what was received, hatched what awaits confirmation.',
  ],
  shownFirst: [(n: string) => `Di gambar: ${n} teratas.`, (n: string) => `Drawn: the first ${n}.`],
  area: ['Wilayah', 'Area'],
  needed: ['Dibutuhkan', 'Needed'],
  unmet: ['Belum terpenuhi', 'Not yet met'],
  of: [
    (part: string, whole: string) => `${part} dari ${whole}`,
    (part: string, whole: string) => `${part} of ${whole}`,
  ],
  packages: ['Setiap jenis paket', 'Each kind of package'],
  package: ['Paket', 'Package'],
  apart: [
    'Setiap jenis paket dihitung sendiri; jumlahnya tidak pernah dicampur.',
    'Each kind of package is counted by itself; they are never one sum.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** So many bars are taken in at a glance; the table has them all. */
const drawn = 12;

type Props = {
  /** The package by which areas are shown. */
  code: string;
  area?: string | undefined;
  /** The number of the only phase that areas' figures are of; of all phases without. */
  phase?: number;
  at: string;
  /** Whether areas open their units instead of smaller areas, as the last level has to. */
  opensUnits?: boolean;
  narrow?: boolean;
  packages?: readonly PackageRow[];
  areas?: readonly AreaRow[];
};

function ByArea({ code, phase, at, opensUnits, narrow, areas = [] }: Props) {
  const t = useText();
  const lang = useLang();
  const print = (value: number) => number(value, lang);
  const ranked = areas
    .filter((row) => row.target > 0)
    .sort((a, b) => b.committed / b.target - a.committed / a.target || b.target - a.target);
  const [first] = ranked;
  const last = ranked[ranked.length - 1];
  if (!first || !last) return null;
  const full = shareEnd(Math.max(...ranked.map((row) => row.pledged / row.target)));
  const title = t(words.byArea)(t(packageNameOf(code)));
  const href = (row: AreaRow) =>
    opensUnits
      ? withQuery(to.units, { paket: code, wilayah: row.area.code })
      : withQuery(to.recap, { paket: code, wilayah: row.area.code });
  const tahap = phase === undefined ? undefined : String(phase);
  const rowsOf = (row: AreaRow) =>
    withQuery(to.rows, { paket: code, wilayah: row.area.code, tahap });
  const bars = ranked.slice(0, drawn).map(
    (row): Bar => ({
      key: row.area.code,
      label: row.area.name,
      href: href(row),
      figure: share(row.committed, row.target, lang),
      note: t(words.of)(print(row.committed), print(row.target)),
      end: (row.target * full) / 100,
      waiting: row.pledged - row.committed,
      committed: row.committed,
      received: row.received,
    }),
  );
  return (
    <Chart
      id="per-wilayah"
      title={phase === undefined ? title : t(words.inPhase)(title, phase)}
      summary={t(words.most)(
        first.area.name,
        share(first.committed, first.target, lang),
        last.area.name,
        share(last.committed, last.target, lang),
      )}
      unit={
        ranked.length > drawn
          ? `${t(words.areaUnit)} ${t(words.shownFirst)(print(drawn))}`
          : t(words.areaUnit)
      }
      asOf={at}
      numbers={{
        head: [
          t(words.area),
          t(words.needed),
          capital(t(rungWord.pledged)),
          capital(t(rungWord.committed)),
          capital(t(rungWord.received)),
          t(words.unmet),
        ],
        rows: ranked.map((row) => ({
          key: row.area.code,
          cells: [
            <a key="area" href={href(row)}>
              {row.area.name}
            </a>,
            print(row.target),
            print(row.pledged - row.committed),
            row.committed > 0 ? (
              <a key="rows" href={rowsOf(row)}>
                {print(row.committed)}
              </a>
            ) : (
              '0'
            ),
            print(row.received),
            print(row.target - row.committed),
          ],
        })),
      }}
    >
      <Bars
        id="per-wilayah"
        narrow={narrow}
        whole={full === 100}
        scale={['0%', `${full}%`]}
        bars={bars}
      />
    </Chart>
  );
}

function Packages({ at, packages = [], area }: Props) {
  const t = useText();
  const lang = useLang();
  const print = (value: number) => number(value, lang);
  const rows = packages.filter((row) => row.target > 0);
  const full = shareEnd(Math.max(0, ...rows.map((row) => row.pledged / row.target)));
  const rowsOf = (row: PackageRow) =>
    withQuery(to.rows, { paket: row.package.code, wilayah: area });
  const rungs = ['committed', 'dispatched', 'received', 'verified'] as const;
  return (
    <Chart
      id="paket"
      title={t(words.packages)}
      summary={t(words.apart)}
      unit={t(words.areaUnit)}
      asOf={at}
      numbers={{
        head: [
          t(words.package),
          t(words.needed),
          capital(t(rungWord.pledged)),
          ...rungs.map((rung) => capital(t(rungWord[rung]))),
        ],
        rows: rows.map((row) => ({
          key: row.package.code,
          cells: [
            t(packageNameOf(row.package.code)),
            print(row.target),
            print(row.pledged - row.committed),
            ...rungs.map((rung) =>
              rung === 'committed' && row.committed > 0 ? (
                <a key="rows" href={rowsOf(row)}>
                  {print(row.committed)}
                </a>
              ) : (
                print(row[rung])
              ),
            ),
          ],
        })),
      }}
    >
      <Bars
        id="paket"
        whole={full === 100}
        scale={['0%', `${full}%`]}
        bars={rows.map((row) => ({
          key: row.package.code,
          label: t(packageNameOf(row.package.code)),
          href: row.committed > 0 ? rowsOf(row) : undefined,
          figure: share(row.committed, row.target, lang),
          note: t(words.of)(print(row.committed), print(row.target)),
          end: (row.target * full) / 100,
          waiting: row.pledged - row.committed,
          committed: row.committed,
          received: row.received,
        }))}
      />
    </Chart>
  );
}

/** Shares of the need that are committed: of each package, or of one package in each area. */
export function Part(props: Props) {
  return (
    <>
      {props.packages && <Packages {...props} />}
      {props.areas && <ByArea {...props} />}
    </>
  );
}
