import { packageName } from '../../words/glossary.ts';
import type { Pair } from '../../words/lang.ts';

export function packageNameOf(code: string): Pair {
  return packageName[code as keyof typeof packageName] ?? [code, code];
}

/** A word as a heading begins: rungs stand within sentences elsewhere. */
export const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

type Named = {
  readonly kind: string;
  readonly name: string;
  readonly kelurahan: { readonly name: string };
};

/** "RW 05 Kebayoran Lama Utara": an RW's number means nothing without its kelurahan. */
export function unitName(unit: Named): string {
  return unit.kind === 'RW' ? `${unit.name} ${unit.kelurahan.name}` : unit.name;
}
