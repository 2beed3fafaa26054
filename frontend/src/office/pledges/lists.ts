import type { Pair } from '../../words/lang.ts';
import type { PledgeState } from '../__generated__/PledgesPageQuery.graphql.ts';
import { listOf, pageSize, type Query } from '../lists/list.ts';
import { to } from '../shell/address.ts';

/** The orders that a list of pledges has, as the address names them. */
export const pledgeOrders = {
  terbaru: 'NEWEST',
  terlama: 'OLDEST',
  menunggu: 'LONGEST_WAITING',
  'menunggu-singkat': 'SHORTEST_WAITING',
} as const;

const queueOrders = {
  menunggu: pledgeOrders.menunggu,
  'menunggu-singkat': pledgeOrders['menunggu-singkat'],
};

/** What an organisation's own pledges may be narrowed to, as the address names it. */
export const ownViews: Record<string, { label: Pair; states: PledgeState[] | null }> = {
  semua: { label: ['Semua', 'All'], states: null },
  menunggu: { label: ['Menunggu', 'Waiting'], states: ['SUBMITTED', 'ACCEPTED'] },
  komitmen: { label: ['Komitmen', 'Committed'], states: ['COMMITTED'] },
  selesai: { label: ['Selesai', 'Completed'], states: ['COMPLETED'] },
  batal: {
    label: ['Ditolak, ditarik, gugur', 'Rejected, withdrawn, lapsed'],
    states: ['REJECTED', 'WITHDRAWN', 'LAPSED'],
  },
};

export function ownPledges(query: Query) {
  const view = query.lihat && query.lihat in ownViews ? query.lihat : 'semua';
  const list = listOf(query, to.pledges, pledgeOrders, 'terbaru');
  const states = ownViews[view]?.states ?? null;
  const variables = { states, order: list.order, first: pageSize, after: list.after };
  return { view, list, states, variables };
}

type IncomingView = {
  label: Pair;
  states: PledgeState[] | null;
  queue?: boolean;
  toDirect?: boolean;
};

/** What incoming pledges may be narrowed to; a queue begins with the oldest. */
export const incomingViews: Record<string, IncomingView> = {
  baru: { label: ['Menunggu jawaban', 'To answer'], states: ['SUBMITTED'], queue: true },
  alokasi: {
    label: ['Belum dialokasikan', 'Without a destination'],
    states: ['ACCEPTED', 'COMMITTED'],
    queue: true,
    toDirect: true,
  },
  berjalan: { label: ['Diterima', 'Accepted'], states: ['ACCEPTED', 'COMMITTED'] },
  semua: { label: ['Semua', 'All'], states: null },
};

export function incomingPledges(query: Query) {
  const view = query.lihat && query.lihat in incomingViews ? query.lihat : 'baru';
  const { states = null, toDirect = false, queue } = incomingViews[view] ?? {};
  const list = listOf(query, to.incoming, pledgeOrders, queue ? 'menunggu' : 'terbaru');
  const variables = { states, toDirect, order: list.order, first: pageSize, after: list.after };
  return { view, list, states, toDirect, variables };
}

/** The Pemprov's queue. */
export function queuedPledges(query: Query) {
  const list = listOf(query, to.queue, queueOrders, 'menunggu');
  return { list, variables: { order: list.order, first: pageSize, after: list.after } };
}
