import type { Column } from '../../ui/Table.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import { packageNameOf, unitName } from '../shared/units.ts';
import { to } from '../shell/address.ts';

const words = {
  unit: ['Unit', 'Unit'],
  package: ['Paket', 'Package'],
  giver: ['Pemberi', 'Giver'],
  executor: ['Pelaksana', 'Executor'],
} as const satisfies Record<string, Pair>;

type Row = {
  readonly unit: Parameters<typeof unitName>[0] & { readonly code: string };
  readonly package: { readonly code: string };
  readonly giver: { readonly id: string; readonly name: string };
  readonly executor: { readonly name: string };
};

/**
 * The first columns of public rows: to whom, what, from whom, by whom.
 *
 * @param code the package that all rows have in common: it stands in the filter then
 * @param sorts gives a heading its order, or none while more rows are to come
 */
export function useRowColumns<R extends Row>(
  code: string | null | undefined,
  sorts: (by: (row: R) => number | string) => Column<R>['by'],
): Column<R>[] {
  const t = useText();
  const kind: Column<R> = {
    name: 'package',
    head: t(words.package),
    by: sorts((row) => row.package.code),
    cell: (row) => t(packageNameOf(row.package.code)),
  };
  return [
    {
      name: 'unit',
      head: t(words.unit),
      names: true,
      by: sorts((row) => unitName(row.unit)),
      cell: (row) => <a href={to.unit(row.unit.code)}>{unitName(row.unit)}</a>,
    },
    ...(code ? [] : [kind]),
    {
      name: 'giver',
      head: t(words.giver),
      by: sorts((row) => row.giver.name),
      cell: (row) => <a href={to.organisation(row.giver.id)}>{row.giver.name}</a>,
    },
    {
      name: 'executor',
      head: t(words.executor),
      by: sorts((row) => row.executor.name),
      cell: (row) => row.executor.name,
    },
  ];
}
