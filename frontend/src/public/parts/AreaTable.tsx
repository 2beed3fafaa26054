import { number } from '../../format/numbers.ts';
import { Gap } from '../../ui/GapScale.tsx';
import { LadderBar } from '../../ui/LadderBar.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { to, withQuery } from '../address.ts';

export type AreaRow = {
  readonly area: { readonly code: string; readonly name: string; readonly kabupaten?: boolean };
  readonly target: number;
  readonly pledged: number;
  readonly committed: number;
  readonly received: number;
};

const words = {
  caption: ['Capaian tiap wilayah', 'Progress of each area'],
  area: ['Wilayah', 'Area'],
  needed: ['Dibutuhkan', 'Needed'],
  unmet: ['Belum terpenuhi', 'Not yet met'],
  progress: ['Capaian', 'Progress'],
} as const satisfies Record<string, Pair>;

type AreaTableProps = {
  rows: readonly AreaRow[];
  packageCode: string;
  /** Kelurahan are the last level: they open their units instead of smaller areas. */
  opensUnits?: boolean;
};

export function AreaTable({ rows, packageCode, opensUnits }: AreaTableProps) {
  const t = useText();
  const lang = useLang();
  const href = (code: string) =>
    opensUnits
      ? withQuery(to.units, { wilayah: code })
      : withQuery(to.recap, { paket: packageCode, wilayah: code });
  return (
    <Table
      caption={t(words.caption)}
      captionUnseen
      rows={rows}
      keyOf={(row) => row.area.code}
      columns={[
        {
          name: 'area',
          head: t(words.area),
          names: true,
          by: (row) => row.area.name,
          cell: (row) => <a href={href(row.area.code)}>{row.area.name}</a>,
        },
        {
          name: 'target',
          head: t(words.needed),
          figures: true,
          by: (row) => row.target,
          cell: (row) => number(row.target, lang),
        },
        {
          name: 'unmet',
          head: t(words.unmet),
          figures: true,
          by: (row) => row.target - row.committed,
          cell: (row) => (
            <>
              {number(row.target - row.committed, lang)}{' '}
              <Gap open={row.target - row.committed} target={row.target} />
            </>
          ),
        },
        {
          name: 'progress',
          head: t(words.progress),
          cell: (row) => (
            <LadderBar
              show="line"
              ladder={{
                target: row.target,
                pledged: row.pledged - row.committed,
                committed: row.committed,
                received: row.received,
              }}
            />
          ),
        },
      ]}
    />
  );
}
