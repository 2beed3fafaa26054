import type { Candidate, NeedOf } from './candidates.ts';

/** Packages meant for one unit; the quantity as typed. */
export type Share = { unit: Candidate; quantity: string | null };

export const quantityOf = (share: Share) => Number(share.quantity ?? 0);

/** What a unit needs of a package in a phase. */
export function needOf(unit: Candidate, phase: string, code: string): NeedOf | undefined {
  return unit.needs.find((need) => need.phase.id === phase && need.package.code === code);
}

/** Those with packages. */
export const filled = (shares: readonly Share[]) => shares.filter((each) => quantityOf(each) > 0);

/** All packages of these shares. */
export const sumOf = (shares: readonly Share[]) =>
  shares.reduce((sum, each) => sum + quantityOf(each), 0);

/** The shares as a mutation takes them. */
export const allocationsOf = (shares: readonly Share[]) =>
  filled(shares).map((each) => ({ unit: each.unit.id, quantity: quantityOf(each) }));

type Refreshed = Pick<Candidate['needs'][number], 'id' | 'held' | 'committed' | 'remaining'>;

/** The same shares after a need turned out fuller than it looked: its unit gets what is left. */
export function refreshed(
  shares: readonly Share[],
  need: Refreshed & { readonly unit: { readonly code: string } },
): Share[] {
  const { id, held, committed, remaining } = need;
  return shares.map((share) =>
    share.unit.code === need.unit.code && share.unit.needs.some((each) => each.id === id)
      ? {
          unit: {
            ...share.unit,
            needs: share.unit.needs.map((each) =>
              each.id === id ? { ...each, held, committed, remaining } : each,
            ),
          },
          quantity: String(remaining),
        }
      : share,
  );
}

/** Whether a chosen unit has no amount yet, one that can't be read, or more than is left. */
export function unsettled(shares: readonly Share[], phase: string, packageCode: string): boolean {
  return shares.some((share) => {
    const left = needOf(share.unit, phase, packageCode)?.remaining ?? 0;
    const quantity = quantityOf(share);
    return quantity <= 0 || quantity > left;
  });
}

/** Divides packages over units in their order, each up to what it lacks. */
export function divide(
  units: readonly Candidate[],
  packages: number,
  phase: string,
  code: string,
): { unit: Candidate; quantity: number }[] {
  const shares: { unit: Candidate; quantity: number }[] = [];
  let left = packages;
  for (const unit of units) {
    const quantity = Math.min(left, needOf(unit, phase, code)?.remaining ?? 0);
    if (quantity <= 0) continue;
    shares.push({ unit, quantity });
    left -= quantity;
    if (left === 0) break;
  }
  return shares;
}
