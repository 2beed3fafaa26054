import type { Pair } from './lang.ts';

/** The steps of coverage, lowest first: how much of what a unit needs is committed. */
const words = {
  0: ['belum sama sekali', 'not at all'],
  1: ['sampai 20%', 'up to 20%'],
  2: ['20 sampai 40%', '20 to 40%'],
  3: ['40 sampai 60%', '40 to 60%'],
  4: ['60 sampai 80%', '60 to 80%'],
  5: ['di atas 80%', 'above 80%'],
  6: ['seluruhnya', 'in full'],
} as const satisfies Record<number, Pair>;

/** The word for a step as `Query.coverage` counts them. */
export const coverageWord = (step: number): Pair => words[step as keyof typeof words];
