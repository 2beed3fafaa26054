import type { Lang } from '../../words/lang.ts';
import type { Entry_entry$data } from '../__generated__/Entry_entry.graphql.ts';
import { to } from '../shell/address.ts';
import type { Office } from '../shell/viewer.ts';

/** The page that an entry leads to: of what it speaks of, as far as its reader has that page. */
export function pageOf(entry: Entry_entry$data, { role }: Office, lang: Lang): string {
  const { kind, pledge, contribution, shipment, handover, subject } = entry;
  const disputed = handover && kind.startsWith('DISPUTE');
  if (role === 'KELURAHAN') return disputed ? to.handover(handover.id) : to.arriving;
  if (role === 'VERIFIER') return to.home;
  if (kind === 'VERIFICATION_DRAWN') return to.publicSample(lang);
  if (kind === 'AGREEMENT_ENDING' || kind === 'PERMIT_ENDING') return to.agreements;
  if (kind === 'ORGANISATION_APPLIED' && subject) return to.tenant(subject.id);
  if (subject) return to.profile;
  if (pledge)
    return kind.startsWith('WITHDRAWAL') ? to.withdrawal(pledge.id) : to.pledge(pledge.id);
  if (contribution) return to.contribution(contribution.id);
  if (disputed) return to.handover(handover.id);
  if (shipment)
    return kind === 'BAST_READY' ? to.shipmentDocuments(shipment.id) : to.shipment(shipment.id);
  return to.home;
}
