import { number } from '../../format/numbers.ts';
import { share } from '../../format/shares.ts';
import { Bars } from '../../ui/charts/Bars.tsx';
import { Chart, linked, type Numbers } from '../../ui/charts/Chart.tsx';
import { shareEnd } from '../../ui/charts/scale.ts';
import { capital } from '../../words/capital.ts';
import { rungs, rungWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { packageNameOf } from '../shared/units.ts';
import { to, withQuery } from '../shell/address.ts';

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

type Ladder = Pick<AreaRow, 'target' | 'pledged' | 'committed' | 'received'>;

/** The end of the scale: a share that none of the rows goes beyond. */
const fullOf = (rows: readonly Ladder[]) =>
  shareEnd(Math.max(0, ...rows.map((row) => row.pledged / row.target)));

/** What is drawn of a ladder: the share of its need. */
function useBar(full: number) {
  const t = useText();
  const lang = useLang();
  return ({ target, pledged, committed, received }: Ladder) => ({
    figure: share(committed, target, lang),
    note: t(words.of)(number(committed, lang), number(target, lang)),
    end: (target * full) / 100,
    waiting: pledged - committed,
    committed,
    received,
  });
}

function ByArea({ code, phase, at, opensUnits, narrow, areas = [] }: Props) {
  const t = useText();
  const lang = useLang();
  const ranked = areas
    .filter((row) => row.target > 0)
    .sort((a, b) => b.committed / b.target - a.committed / a.target || b.target - a.target);
  const full = fullOf(ranked);
  const bar = useBar(full);
  const href = ({ area }: AreaRow) =>
    withQuery(opensUnits ? to.units : to.transparency, { paket: code, wilayah: area.code });
  const tahap = phase === undefined ? undefined : String(phase);
  const numbers = useAreaNumbers(ranked, href, ({ area }) =>
    withQuery(to.recapRows, { paket: code, wilayah: area.code, tahap }),
  );
  const [first] = ranked;
  const last = ranked[ranked.length - 1];
  if (!first || !last) return null;
  const title = t(words.byArea)(t(packageNameOf(code)));
  const of = (row: AreaRow) => share(row.committed, row.target, lang);
  const few = ranked.length > drawn ? ` ${t(words.shownFirst)(number(drawn, lang))}` : '';
  return (
    <Chart
      id="per-wilayah"
      title={phase === undefined ? title : t(words.inPhase)(title, phase)}
      summary={t(words.most)(first.area.name, of(first), last.area.name, of(last))}
      unit={t(words.areaUnit) + few}
      asOf={at}
      numbers={numbers}
    >
      <Bars
        id="per-wilayah"
        narrow={narrow}
        whole={full === 100}
        scale={['0%', `${full}%`]}
        bars={ranked.slice(0, drawn).map((row) => ({
          key: row.area.code,
          label: row.area.name,
          href: href(row),
          ...bar(row),
        }))}
      />
    </Chart>
  );
}

function useAreaNumbers(
  ranked: readonly AreaRow[],
  href: (row: AreaRow) => string,
  rowsOf: (row: AreaRow) => string,
): Numbers {
  const t = useText();
  const lang = useLang();
  const print = (value: number) => number(value, lang);
  return {
    head: [
      t(words.area),
      t(words.needed),
      ...(['pledged', 'committed', 'received'] as const).map((rung) => capital(t(rungWord[rung]))),
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
        linked(row.committed, rowsOf(row), lang),
        print(row.received),
        print(row.target - row.committed),
      ],
    })),
  };
}

function Packages({ at, packages = [], area }: Props) {
  const t = useText();
  const rows = packages.filter((row) => row.target > 0);
  const full = fullOf(rows);
  const bar = useBar(full);
  const rowsOf = (row: PackageRow) =>
    withQuery(to.recapRows, { paket: row.package.code, wilayah: area });
  return (
    <Chart
      id="paket"
      title={t(words.packages)}
      summary={t(words.apart)}
      unit={t(words.areaUnit)}
      asOf={at}
      numbers={usePackageNumbers(rows, rowsOf)}
    >
      <Bars
        id="paket"
        whole={full === 100}
        scale={['0%', `${full}%`]}
        bars={rows.map((row) => ({
          key: row.package.code,
          label: t(packageNameOf(row.package.code)),
          href: row.committed > 0 ? rowsOf(row) : undefined,
          ...bar(row),
        }))}
      />
    </Chart>
  );
}

function usePackageNumbers(
  rows: readonly PackageRow[],
  rowsOf: (row: PackageRow) => string,
): Numbers {
  const t = useText();
  const lang = useLang();
  const print = (value: number) => number(value, lang);
  return {
    head: [t(words.package), t(words.needed), ...rungs.map((rung) => capital(t(rungWord[rung])))],
    rows: rows.map((row) => ({
      key: row.package.code,
      cells: [
        t(packageNameOf(row.package.code)),
        print(row.target),
        print(row.pledged - row.committed),
        linked(row.committed, rowsOf(row), lang),
        print(row.dispatched),
        print(row.received),
        print(row.verified),
      ],
    })),
  };
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
