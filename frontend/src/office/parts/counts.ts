import type { Pair } from '../../words/lang.ts';

const counted =
  (one: string, many: string) =>
  (n: string): string =>
    `${n} ${n === '1' ? one : many}`;

/** "214 janji": how many rows a list has in all, with the filters it stands under. */
export const counts = {
  pledges: [(n) => `${n} janji`, counted('pledge', 'pledges')],
  contributions: [(n) => `${n} kontribusi`, counted('contribution', 'contributions')],
  needs: [(n) => `${n} kebutuhan`, counted('need', 'needs')],
  units: [(n) => `${n} unit`, counted('unit', 'units')],
  organisations: [(n) => `${n} organisasi`, counted('organisation', 'organisations')],
  changes: [(n) => `${n} perubahan`, counted('change', 'changes')],
  complaints: [(n) => `${n} pengaduan`, counted('complaint', 'complaints')],
  proposals: [(n) => `${n} usulan`, counted('proposal', 'proposals')],
  allocations: [(n) => `${n} alokasi`, counted('allocation', 'allocations')],
} as const satisfies Record<string, Pair<(n: string) => string>>;

export type Counted = keyof typeof counts;
