import { number } from '../../format/numbers.ts';
import { LadderBar } from '../../ui/LadderBar.tsx';
import { Table } from '../../ui/Table.tsx';
import { rungWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { to, withQuery } from '../address.ts';
import { packageNameOf } from '../units.ts';

export type LadderRow = {
  readonly package: { readonly code: string };
  readonly target: number;
  readonly pledged: number;
  readonly committed: number;
  readonly dispatched: number;
  readonly received: number;
  readonly verified: number;
};

const words = {
  caption: ['Capaian tiap paket', 'Progress of each package'],
  package: ['Paket', 'Package'],
  needed: ['Dibutuhkan', 'Needed'],
  progress: ['Capaian', 'Progress'],
} as const satisfies Record<string, Pair>;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Every package on the ladder: `pledged` comes in with what is committed, and is shown without. */
export function PackageTable({ rows }: { rows: readonly LadderRow[] }) {
  const t = useText();
  const lang = useLang();
  return (
    <Table
      caption={t(words.caption)}
      captionUnseen
      rows={rows}
      keyOf={(row) => row.package.code}
      columns={[
        {
          name: 'package',
          head: t(words.package),
          names: true,
          cell: (row) => t(packageNameOf(row.package.code)),
        },
        {
          name: 'target',
          head: t(words.needed),
          figures: true,
          by: (row) => row.target,
          cell: (row) => number(row.target, lang),
        },
        {
          name: 'committed',
          head: capital(t(rungWord.committed)),
          figures: true,
          by: (row) => row.committed,
          cell: (row) => (
            <a href={withQuery(to.rows, { paket: row.package.code })}>
              {number(row.committed, lang)}
            </a>
          ),
        },
        {
          name: 'received',
          head: capital(t(rungWord.received)),
          figures: true,
          by: (row) => row.received,
          cell: (row) => number(row.received, lang),
        },
        {
          name: 'progress',
          head: t(words.progress),
          cell: (row) => (
            <LadderBar show="line" ladder={{ ...row, pledged: row.pledged - row.committed }} />
          ),
        },
      ]}
    />
  );
}
