import { listOf, pageSize, type Query } from '../lists/list.ts';
import { to } from '../shell/address.ts';
import type { Office } from '../shell/viewer.ts';

/** What the page of a unit reads: its allocations are a list, and only the Pemprov sees its history. */
export function unitAt(code: string, query: Query, kind: Office['organisation']['kind']) {
  const list = listOf(query, to.unitAtWork(code), { terbaru: 'NEWEST' }, 'terbaru');
  const variables = {
    code,
    pemprov: kind === 'PEMPROV',
    first: pageSize,
    after: list.after,
  };
  return { list, variables };
}
