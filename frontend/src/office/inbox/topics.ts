import type { NotificationKind } from '../__generated__/InboxPageQuery.graphql.ts';

/** The kinds by topic: what the inbox may be narrowed to, and the parts of the settings. */
export const topics = {
  janji: [
    ...(['PLEDGE_SUBMITTED', 'PLEDGE_ACCEPTED', 'PLEDGE_REJECTED', 'PLEDGE_COMMITTED'] as const),
    ...(['PLEDGE_LAPSED', 'PLEDGE_WITHDRAWN', 'WITHDRAWAL_REQUESTED'] as const),
    ...(['WITHDRAWAL_ANSWERED', 'WITHDRAWAL_TAKEN_BACK', 'CLOSED_SHORT'] as const),
    ...(['CLOSING_CONTESTED', 'CONTEST_DROPPED', 'CONTEST_ANSWERED'] as const),
    ...(['CLOSING_TAKEN_BACK', 'REASSIGNED', 'REASSIGNMENT_TAKEN_BACK'] as const),
  ],
  kiriman: [
    ...(['GOODS_RECEIVED', 'DISPATCHED', 'HANDED_OVER', 'STOP_FAILED'] as const),
    ...(['PROVEN', 'BAST_READY'] as const),
  ],
  selisih: [
    'DISCREPANCY_OPENED',
    'DISCREPANCY_SETTLED',
    'DISPUTE_OPENED',
    'DISPUTE_MESSAGE',
    'DISPUTE_DECIDED',
  ],
  verifikasi: [
    ...(['VERIFICATION_DRAWN', 'VERIFICATION_ASSIGNED', 'VERIFICATION_AGREED'] as const),
    'VERIFICATION_DIFFERED',
  ],
  dana: ['CONTRIBUTION_INTENDED', 'CONTRIBUTION_RECEIVED'],
  organisasi: [
    ...(['AGREEMENT_ENDING', 'PERMIT_ENDING', 'ORGANISATION_APPLIED'] as const),
    ...(['ORGANISATION_VERIFIED', 'ORGANISATION_REJECTED', 'ORGANISATION_SUSPENDED'] as const),
  ],
} as const satisfies Record<string, readonly NotificationKind[]>;

export type TopicName = keyof typeof topics;
