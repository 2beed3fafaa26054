import type { Pair } from './lang.ts';

/** The steps of coverage, lowest first: how much of what a unit needs is committed. */
export const coverageWord = [
  ['belum sama sekali', 'not at all'],
  ['sampai 20%', 'up to 20%'],
  ['20–40%', '20–40%'],
  ['40–60%', '40–60%'],
  ['60–80%', '60–80%'],
  ['di atas 80%', 'above 80%'],
  ['seluruhnya', 'in full'],
] as const satisfies readonly Pair[];
