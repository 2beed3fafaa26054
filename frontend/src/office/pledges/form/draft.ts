import type { Channel } from '../../__generated__/NewPledgeFormMutation.graphql.ts';
import type { Days } from './DeliveryWindow.tsx';
import type { Prefilled } from './prefilled.ts';
import { allocationsOf, filled, type Share, sumOf, unsettled } from './shares.ts';

/** A pledge as it is being filled in. */
export type Draft = {
  /** The id of the phase. */
  phase: string;
  /** The code of the package. */
  package: string;
  channel: Channel;
  /** The id of the aggregator, or nothing. */
  aggregator: string;
  /** How many packages, where the executor directs them; null while nothing of use is typed. */
  quantity: string | null;
  shares: readonly Share[];
  days: Days;
  note: string;
  /** Whether the statement is. */
  accepted: boolean;
};

type Phase = {
  readonly id: string;
  readonly number: number;
  readonly packages: readonly { readonly package: { readonly code: string } }[];
};

/** A draft as the address begins it; `giver` is the kind of organisation that gives. */
export function draftOf(before: Prefilled, open: readonly Phase[], giver: string): Draft {
  const phase = open.find((each) => each.number === before.phase) ?? open[0];
  return {
    phase: phase?.id ?? '',
    package: before.package ?? phase?.packages[0]?.package.code ?? '',
    // Only donors give through others.
    channel: giver === 'DONOR' ? before.channel : 'DIRECT',
    aggregator: before.aggregator,
    quantity: before.quantity,
    shares: [],
    days: before.days,
    note: '',
    accepted: false,
  };
}

/** What a draft comes to, and what it still lacks before it can be sent. */
export function summaryOf(draft: Draft) {
  const direct = draft.channel === 'DIRECT';
  const given = filled(draft.shares);
  const directed = sumOf(given);
  return {
    direct,
    given,
    directed,
    packages: direct ? directed : Number(draft.quantity ?? 0),
    lacks: lackOf(draft),
  };
}

function lackOf(draft: Draft): 'amounts' | 'aggregator' | 'statement' | undefined {
  if (unsettled(draft.shares, draft.phase, draft.package)) return 'amounts';
  if (draft.channel === 'VIA_AGGREGATOR' && !draft.aggregator) return 'aggregator';
  return draft.accepted ? undefined : 'statement';
}

/** The draft as the mutation takes it, with the id of its package. */
export function inputOf(draft: Draft, packageId: string) {
  return {
    phase: draft.phase,
    channel: draft.channel,
    aggregator: (draft.channel === 'VIA_AGGREGATOR' && draft.aggregator) || null,
    lines: [
      {
        package: packageId,
        quantity: summaryOf(draft).packages,
        allocations: allocationsOf(draft.shares),
      },
    ],
    note: draft.note,
    windowStarts: draft.days.from || null,
    windowEnds: draft.days.until || null,
    statementAccepted: draft.accepted,
  };
}
