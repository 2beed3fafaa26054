import { listOf, pageSize, type Query } from '../lists/list.ts';
import { to } from '../shell/address.ts';

export const tenantStates = ['APPLIED', 'VERIFIED', 'REJECTED', 'SUSPENDED'] as const;
export const tenantKinds = ['DONOR', 'AGGREGATOR', 'PEMPROV'] as const;
const orders = {
  terbaru: 'NEWEST',
  terlama: 'OLDEST',
  nama: 'NAME',
  'nama-terbalik': 'NAME_DESCENDING',
} as const;

/** The organisations that the address asks for. */
export function tenantsOf(query: Query) {
  const list = listOf(query, to.organisations, orders, 'terbaru');
  const state = tenantStates.find((each) => each === query.keadaan);
  const kind = tenantKinds.find((each) => each === query.jenis);
  const variables = {
    states: state ? [state] : null,
    kind: kind ?? null,
    search: query.cari ?? null,
    order: list.order,
    first: pageSize,
    after: list.after,
  };
  return { list, state, kind, variables };
}
