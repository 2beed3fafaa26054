import { dayIn } from '../../../format/typed.ts';
import type { Channel } from '../../__generated__/NewPledgeFormMutation.graphql.ts';
import type { Days } from './DeliveryWindow.tsx';

/** What an address says of a pledge that was put together before, on the public pages. */
export type Prefilled = {
  package: string | undefined;
  /** The number of the phase. */
  phase: number | undefined;
  channel: Channel;
  aggregator: string;
  /** The digits of a whole number. */
  quantity: string | null;
  /** Codes of units in order, each with the packages meant for it, if they were said. */
  wanted: readonly (readonly [code: string, quantity: string | null])[];
  days: Days;
};

const channels = new Map<string, Channel>([
  ['langsung', 'DIRECT'],
  ['agregator', 'VIA_AGGREGATOR'],
  ['pemprov', 'VIA_PEMPROV'],
]);

const MOST_UNITS = 50;
const wholeOf = (text: string | undefined) => (/^[1-9]\d{0,6}$/.test(text ?? '') ? text : null);

/**
 * Reads `?paket=SEMBAKO&tahap=2&jumlah=120&lewat=agregator&agregator=ID&unit=CODE:100,CODE:20
 * &dari=2020-05-04&sampai=2020-05-06`. What makes no sense is left out. The statement is never
 * among it: nobody's link accepts that for somebody else.
 */
export function prefilledOf(query: Record<string, string | undefined>): Prefilled {
  const wanted = new Map<string, string | null>();
  for (const each of (query.unit ?? '').split(',')) {
    const [code = '', quantity] = each.trim().split(':');
    if (code && wanted.size < MOST_UNITS) wanted.set(code, wholeOf(quantity) ?? null);
  }
  return {
    package: query.paket,
    phase: Number(query.tahap) || undefined,
    channel: channels.get(query.lewat ?? '') ?? 'DIRECT',
    aggregator: query.agregator ?? '',
    quantity: wholeOf(query.jumlah) ?? null,
    wanted: [...wanted],
    days: { from: dayIn(query.dari), until: dayIn(query.sampai) },
  };
}
