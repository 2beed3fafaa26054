/** What a package is counted by, in one phase. */
export type Basis = {
  per: 'FAMILY' | 'PERSON';
  /** How often a phase asks for it: weeks, days, or once. */
  times: number;
};

export type Counted = 'families' | 'people' | 'packages';

/**
 * For how many families or people so many packages are enough in a phase. Whoever gets some and not
 * all is still without: what is left is rounded up. Where that says nothing (an institution's
 * families are its people divided), packages stay packages.
 */
export function countedAs(
  packages: number,
  basis: Basis | undefined,
  unitKind: string,
): { count: number; as: Counted } {
  if (!basis) return { count: packages, as: 'packages' };
  const count = Math.ceil(packages / Math.max(1, basis.times));
  if (basis.per === 'PERSON') return { count, as: 'people' };
  return unitKind === 'RW' ? { count, as: 'families' } : { count: packages, as: 'packages' };
}
