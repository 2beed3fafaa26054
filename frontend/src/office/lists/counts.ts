import { counted, type Pair } from '../../words/lang.ts';

/** "214 janji": how many rows a list has in all, with the filters it stands under. */
export const counts = {
  pledges: [(n) => `${n} janji`, (n) => counted(n, 'pledge')],
  contributions: [(n) => `${n} kontribusi`, (n) => counted(n, 'contribution')],
  needs: [(n) => `${n} kebutuhan`, (n) => counted(n, 'need')],
  units: [(n) => `${n} unit`, (n) => counted(n, 'unit')],
  organisations: [(n) => `${n} organisasi`, (n) => counted(n, 'organisation')],
  changes: [(n) => `${n} perubahan`, (n) => counted(n, 'change')],
  complaints: [(n) => `${n} pengaduan`, (n) => counted(n, 'complaint')],
  proposals: [(n) => `${n} usulan`, (n) => counted(n, 'proposal')],
  shipments: [(n) => `${n} pengiriman`, (n) => counted(n, 'shipment')],
  notifications: [(n) => `${n} pemberitahuan`, (n) => counted(n, 'notification')],
  allocations: [(n) => `${n} alokasi`, (n) => counted(n, 'allocation')],
} as const satisfies Record<string, Pair<(n: string) => string>>;

export type Counted = keyof typeof counts;
