import { dayIn, readWhole } from '../../format/typed.ts';
import { pointIn } from '../shared/geolocation.ts';
import { to, withQuery } from '../shell/address.ts';
import type { Phase } from '../shell/programme.ts';
import type { Query } from '../shell/router.ts';

/** Which ways help may go, as addresses say it, and as the graph does. */
export const ways = {
  langsung: 'DIRECT',
  agregator: 'VIA_AGGREGATOR',
  pemprov: 'VIA_PEMPROV',
} as const;
export type Way = keyof typeof ways;

/** Help that is being put together. It lives in the address alone. */
export type Draft = {
  package: string;
  /** As it was typed; `quantity` is 0 unless it is a whole number up to a million. */
  typed: string;
  quantity: number;
  phase: string;
  way: Way;
  aggregator: string;
  /** Codes of units that were chosen; none: what is proposed is taken. */
  units: string[];
  /** Each of them gets as much as the others, not the first all it lacks. */
  even: boolean;
  area: string;
  search: string;
  near: { latitude: number; longitude: number } | undefined;
  from: string;
  until: string;
};

export function draftOf(query: Query): Draft {
  const text = (name: string) => query.get(name) ?? '';
  const typed = text('jumlah').trim();
  const whole = Number(readWhole(typed));
  return {
    package: text('paket') || 'SEMBAKO',
    typed,
    quantity: whole > 1_000_000 ? 0 : whole,
    phase: text('tahap'),
    way: text('lewat') in ways ? (text('lewat') as Way) : 'langsung',
    aggregator: text('agregator'),
    units: [...new Set(query.getAll('unit').filter(Boolean))].slice(0, 50),
    even: text('bagi') === 'rata',
    area: text('wilayah'),
    search: text('cari').trim(),
    near: pointIn(query.get('dekat')),
    from: dayIn(query.get('dari')),
    until: dayIn(query.get('sampai')),
  };
}

/** Of a draft: no unit chosen, and none looked for. */
export const fresh = { units: [], even: false, area: '', search: '', near: undefined };

export const nearOf = ({ near }: Draft) => (near ? `${near.latitude},${near.longitude}` : '');

/** The address that holds a draft. */
export function addressOf(draft: Draft, path: string = to.giving): string {
  const address = withQuery(path, {
    paket: draft.package,
    jumlah: draft.typed,
    tahap: draft.phase,
    lewat: draft.way,
    agregator: draft.aggregator,
    dari: draft.from,
    sampai: draft.until,
    wilayah: draft.area,
    dekat: nearOf(draft),
    cari: draft.search,
    bagi: draft.even ? 'rata' : '',
  });
  return address + draft.units.map((code) => `&unit=${encodeURIComponent(code)}`).join('');
}

/** What a form says. */
export const typedIn = (form: HTMLFormElement) => draftOf(new FormData(form) as unknown as Query);

/** The open phases that have a package, and the one that was chosen of them, or the first. */
export function phaseOf(draft: Draft, phases: readonly Phase[]) {
  const offered = phases.filter(
    (each) => each.open && each.packages.some((of) => of.package.code === draft.package),
  );
  return {
    offered,
    phase: offered.find((each) => String(each.number) === draft.phase) ?? offered[0],
  };
}

/**
 * Divides packages over units, each up to what nobody has promised it yet: the first in their order
 * get all they lack, or each gets as much as the others.
 */
export function divided(
  units: readonly { code: string; left: number }[],
  { quantity: packages, even }: Draft,
) {
  let rest = packages;
  const shares = new Map<string, number>();
  // Whoever lacks less than an equal part comes first, and leaves the others more.
  const order = even ? [...units].sort((one, other) => one.left - other.left) : units;
  order.forEach(({ code, left }, index) => {
    const part = even ? Math.ceil(rest / (order.length - index)) : rest;
    const quantity = Math.max(Math.min(part, left), 0);
    if (quantity > 0) shares.set(code, quantity);
    rest -= quantity;
  });
  return { shares, rest };
}
