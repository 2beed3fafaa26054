import { type Pair, useText } from '../../words/lang.ts';
import { useColumns } from '../lists/columns.tsx';

type Gap = { readonly target: number; readonly committed: number };

const words = {
  needed: ['Dibutuhkan', 'Needed'],
  unmet: ['Belum terpenuhi', 'Not yet met'],
} as const satisfies Record<string, Pair>;

const share = (row: Gap) => row.committed / row.target;

/** Those that need something, the smallest share first; of equal ones, those that need most. */
export function leastMetFirst<Row extends Gap>(rows: readonly Row[]): Row[] {
  return rows
    .filter((row) => row.target > 0)
    .sort((a, b) => share(a) - share(b) || b.target - a.target);
}

/** The columns of a table of gaps. It sorts by each; `rows` says where its rows are listed. */
export function useGapColumns<Row extends Gap>() {
  const t = useText();
  const { count } = useColumns<Row>();
  const sorted = (...[name, head, of, rows]: Parameters<typeof count>) => ({
    ...count(name, head, of, rows),
    by: of,
  });
  return {
    sorted,
    needed: (rows?: (row: Row) => string) =>
      sorted('needed', t(words.needed), (row) => row.target, rows),
    unmet: (rows?: (row: Row) => string) =>
      sorted('unmet', t(words.unmet), (row) => Math.max(0, row.target - row.committed), rows),
  };
}
