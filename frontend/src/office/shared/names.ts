import { packageName } from '../../words/glossary.ts';
import type { Pair } from '../../words/lang.ts';

export function packageNameOf(code: string): Pair {
  return packageName[code as keyof typeof packageName] ?? [code, code];
}

type Named = {
  readonly kind: string;
  readonly name: string;
  readonly kelurahan: { readonly name: string };
};

/** "RW 05 Kebayoran Lama Utara": an RW's number means nothing without its kelurahan. */
export function unitName(unit: Named): string {
  return unit.kind === 'RW' ? `${unit.name} ${unit.kelurahan.name}` : unit.name;
}
