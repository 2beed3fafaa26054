import type { Count, Draft, Sent } from './store/types.ts';

export const outcomes = ['good', 'damaged', 'missing', 'broughtBack'] as const;
export type Outcome = (typeof outcomes)[number];

/** Nothing is filled in: numbers are counted, not agreed with. */
export const uncounted: Count = {
  good: null,
  damaged: null,
  missing: null,
  broughtBack: null,
  surplus: 0,
};

/** Packages that were sent and are not counted yet; below 0 if too many are. */
export const remainder = (sent: number, count: Count): number =>
  outcomes.reduce((left, each) => left - (count[each] || 0), sent);

/** Puts what is left to one outcome; what is empty is 0 then. */
export function withRemainder(sent: number, count: Count, outcome: Outcome): Count {
  const next: Count = { ...count };
  for (const each of outcomes) next[each] = next[each] || 0;
  next[outcome] = (next[outcome] || 0) + remainder(sent, count);
  return next;
}

/** More good ones than were sent: the rest is surplus, which counts nowhere else. */
export function withSurplus(sent: number, count: Count): Count {
  const over = -remainder(sent, count);
  return { ...count, good: (count.good || 0) - over, surplus: count.surplus + over };
}

/** What is still to be counted at a stop, over all kinds of packages; NaN if too many are. */
export function uncountedOf(packages: readonly Sent[], counts: Draft['counts']): number {
  let left = 0;
  for (const { id, sent } of packages) {
    const rest = remainder(sent, counts[id] || uncounted);
    if (rest < 0) return Number.NaN;
    left += rest;
  }
  return left;
}
