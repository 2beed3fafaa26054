import { listOf, pageSize, type Query } from '../lists/list.ts';
import { globalId, to } from '../shell/address.ts';

const orders = { terbaru: 'NEWEST', terlama: 'OLDEST' } as const;

/** What the address asks for of the audit. */
export function auditEntries(query: Query) {
  const list = listOf(query, to.audit, orders, 'terbaru');
  const organisation = query.organisasi;
  const id = globalId('TenantOrganisation', organisation ?? '1');
  const variables = {
    organisation: organisation ? id : null,
    of: id,
    ofOne: organisation !== undefined,
    action: query.tindakan ?? null,
    since: query.sejak ?? null,
    until: query.sampai ?? null,
    order: list.order,
    first: pageSize,
    after: list.after,
  };
  return { list, organisation, variables };
}
