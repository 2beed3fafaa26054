import type { Pair } from '../../words/lang.ts';
import type { ShipmentState } from '../__generated__/ShipmentsPageQuery.graphql.ts';
import { listOf, pageSize, type Query } from '../lists/list.ts';
import { to } from '../shell/address.ts';

/** What the shipments may be narrowed to, as the address names it. */
export const shipmentViews: Record<string, { label: Pair; states: ShipmentState[] | null }> = {
  semua: { label: ['Semua', 'All'], states: null },
  rencana: { label: ['Direncanakan', 'Planned'], states: ['PLANNED'] },
  jalan: { label: ['Di jalan', 'On the way'], states: ['DISPATCHED'] },
  selesai: { label: ['Selesai', 'Finished'], states: ['CLOSED'] },
  batal: { label: ['Dibatalkan', 'Cancelled'], states: ['CANCELLED'] },
};

/** The server orders shipments by day; there is no other order. */
export function shipmentsOf(query: Query) {
  const view = query.lihat && query.lihat in shipmentViews ? query.lihat : 'semua';
  const list = listOf(query, to.shipments, { terbaru: 'NEWEST' }, 'terbaru');
  const states = shipmentViews[view]?.states ?? null;
  return { view, list, variables: { states, first: pageSize, after: list.after } };
}

/** How many disputes and overdue discrepancies are read at first. */
export const DISPUTES = 50;
