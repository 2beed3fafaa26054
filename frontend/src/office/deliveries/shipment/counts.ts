/** What happened to packages of one kind; null while nothing of use is typed. */
export type Count = {
  good: string | null;
  damaged: string | null;
  missing: string | null;
  broughtBack: string | null;
};

export const outcomes = ['good', 'damaged', 'missing', 'broughtBack'] as const;
export type Outcome = (typeof outcomes)[number];

/** Nothing is filled in: numbers are counted, not agreed with. */
export const uncounted: Count = { good: null, damaged: null, missing: null, broughtBack: null };

/** Packages that were sent and are not accounted for yet; below 0 if too many are. */
export const remainder = (sent: number, count: Count): number =>
  outcomes.reduce((left, each) => left - Number(count[each] ?? 0), sent);

/** Puts the remainder to one outcome. */
export const withRemainder = (sent: number, count: Count, outcome: Outcome): Count => ({
  ...count,
  [outcome]: String(Number(count[outcome] ?? 0) + remainder(sent, count)),
});

type Load<Kind> = { dispatched: number | null | undefined; package: Kind };

/** What was sent to a stop, by kind of package. */
export function sentOf<Kind extends { id: string }>(
  loads: readonly Load<Kind>[],
): (Kind & { sent: number })[] {
  const kinds = new Map<string, Kind & { sent: number }>();
  for (const { dispatched, package: kind } of loads) {
    if (!dispatched) continue;
    const sent = (kinds.get(kind.id)?.sent ?? 0) + dispatched;
    kinds.set(kind.id, { ...kind, sent });
  }
  return [...kinds.values()];
}

/** The counts as the mutations take them. */
export const numbersOf = (kinds: readonly { id: string }[], counts: Record<string, Count>) =>
  kinds.map(({ id }) => {
    const count = counts[id] ?? uncounted;
    return {
      package: id,
      good: Number(count.good ?? 0),
      damaged: Number(count.damaged ?? 0),
      missing: Number(count.missing ?? 0),
      broughtBack: Number(count.broughtBack ?? 0),
    };
  });

type Reported = { sent: number; broughtBack: number; package: { id: string } };
type OfUnit = { good: number; damaged: number; package: { id: string } };

/**
 * A report's numbers with the unit's own count of what is good and damaged: the rest of what was
 * sent and did not come back is missing. Undefined if the unit counted more than was sent.
 */
export function adopted(reported: readonly Reported[], unit: readonly OfUnit[]) {
  const numbers = reported.map(({ sent, broughtBack, package: kind }) => {
    const own = unit.find((each) => each.package.id === kind.id);
    const good = own?.good ?? 0;
    const damaged = own?.damaged ?? 0;
    return {
      package: kind.id,
      good,
      damaged,
      missing: sent - broughtBack - good - damaged,
      broughtBack,
    };
  });
  return numbers.some((each) => each.missing < 0) ? undefined : numbers;
}
