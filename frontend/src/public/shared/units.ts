import type { UnitSummary } from '../../ui/UnitItem.tsx';
import { packageName } from '../../words/glossary.ts';
import type { Pair } from '../../words/lang.ts';
import { graphql } from '../shell/read.ts';

type Area = { readonly name: string };

/** What every list of units reads. */
type UnitRow = {
  readonly code: string;
  readonly name: string;
  readonly kind: UnitSummary['kind'];
  readonly families: number | null | undefined;
  readonly belowThreshold: boolean;
  readonly isExample: boolean;
  readonly kelurahan: Area;
  readonly kecamatan: Area;
  readonly kota: Area;
};

type NeedRow = {
  readonly target: number;
  readonly held: number;
  readonly committed: number;
  readonly package: { readonly code: string };
};

/** "RW 05 Kebayoran Lama Utara": an RW's number means nothing without its kelurahan. */
export function unitName(unit: Pick<UnitRow, 'kind' | 'name' | 'kelurahan'>): string {
  return unit.kind === 'RW' ? `${unit.name} ${unit.kelurahan.name}` : unit.name;
}

export function placeOf(unit: Pick<UnitRow, 'kind' | 'kelurahan' | 'kecamatan' | 'kota'>): string {
  const above = [unit.kecamatan.name, unit.kota.name];
  return (unit.kind === 'RW' ? above : [unit.kelurahan.name, ...above]).join(', ');
}

export function packageNameOf(code: string): Pair {
  return packageName[code as keyof typeof packageName] ?? [code, code];
}

/** A need as a ladder, as far as lists of units know it: promised and committed. */
export function ladderOf(need: NeedRow) {
  return { target: need.target, pledged: need.held, committed: need.committed };
}

export function summaryOf(
  unit: UnitRow,
  need: NeedRow | undefined,
  t: <T>(pair: Pair<T>) => T,
): UnitSummary {
  return {
    ...unit,
    name: unitName(unit),
    place: placeOf(unit),
    families: unit.families ?? null,
    ladder: need ? ladderOf(need) : null,
    packageName: need ? t(packageNameOf(need.package.code)) : null,
  };
}

/** What every list of units reads of each: it fits `summaryOf`. */
graphql`
  fragment units_row on Unit {
    code
    name
    kind
    families
    belowThreshold
    isExample
    kelurahan {
      name
    }
    kecamatan {
      name
    }
    kota {
      name
    }
  }
`;
