import type { Pair } from '../../words/lang.ts';
import type { ContributionState } from '../__generated__/ContributionsPageQuery.graphql.ts';
import { listOf, pageSize, type Query } from '../lists/list.ts';
import { to } from '../shell/address.ts';
import type { Office } from '../shell/viewer.ts';

/** The orders that a list of contributions has, as the address names them. */
export const contributionOrders = {
  terbaru: 'NEWEST',
  terlama: 'OLDEST',
  terbesar: 'LARGEST',
  terkecil: 'SMALLEST',
} as const;

/** What an organisation's own contributions may be narrowed to, as the address names it. */
export const contributionViews: Record<
  string,
  { label: Pair; states: ContributionState[] | null }
> = {
  semua: { label: ['Semua', 'All'], states: null },
  niat: { label: ['Belum diterima', 'Not yet received'], states: ['INTENDED'] },
  diterima: { label: ['Diterima', 'Received'], states: ['RECEIVED', 'SPENT'] },
};

/** What the address asks for: a donor sees the money it gave, everybody else what they received. */
export function ownContributions(query: Query, kind: Office['organisation']['kind']) {
  const side = kind === 'DONOR' ? 'GIVER' : 'EXECUTOR';
  const view = query.lihat && query.lihat in contributionViews ? query.lihat : 'semua';
  const list = listOf(query, to.contributions, contributionOrders, 'terbaru');
  const states = contributionViews[view]?.states ?? null;
  const variables = {
    side,
    states,
    order: list.order,
    first: pageSize,
    after: list.after,
  } as const;
  return { side, view, list, states, variables } as const;
}
