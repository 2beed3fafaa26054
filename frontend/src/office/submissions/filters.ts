import type { Query } from '../lists/list.ts';

/** The filters of a list of complaints or proposals, from the address. */
export function submissionFilters(query: Query) {
  const code = query.kode?.trim() || undefined;
  return {
    code,
    answered: query.lihat === 'dijawab',
    first: Math.min(Number(query.tampil) || 50, 1000),
  };
}

type Filters = ReturnType<typeof submissionFilters>;

/** One by its code, in whatever state; else those in one of these states. */
const variablesOf = <State>({ code, first }: Filters, states: readonly State[]) => ({
  states: code ? null : states,
  search: code ?? null,
  first,
});

export function complaintVariables(query: Query) {
  const filters = submissionFilters(query);
  return variablesOf(
    filters,
    filters.answered ? (['ANSWERED', 'CLOSED'] as const) : (['RECEIVED', 'IN_HAND'] as const),
  );
}

export function proposalVariables(query: Query) {
  const filters = submissionFilters(query);
  return variablesOf(
    filters,
    filters.answered ? (['ACCEPTED', 'DECLINED'] as const) : (['RECEIVED'] as const),
  );
}
