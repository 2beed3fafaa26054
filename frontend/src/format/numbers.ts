import type { Lang } from '../words/lang.ts';

/** What GraphQL gives for money: the scalar `Rupiah` is a decimal string, for it outgrows 32 bits. */
export type RupiahText = string;

const group = (lang: Lang) => (lang === 'id' ? '.' : ',');
const point = (lang: Lang) => (lang === 'id' ? ',' : '.');

/** 40913 -> "40.913" (id), "40,913" (en). Whole numbers only; long ones come as digits. */
export function number(value: number | string, lang: Lang): string {
  const [, sign, digits] = /^(-?)(\d+)$/.exec(String(value)) ?? ['', '', String(value)];
  const grouped = (digits ?? '').replace(/\B(?=(\d{3})+$)/g, group(lang));
  return sign ? `−${grouped}` : grouped;
}

/** "1000000000" -> "Rp1.000.000.000". Intl would put a space after Rp. */
export function rupiah(value: RupiahText, lang: Lang): string {
  return `Rp${number(value, lang)}`;
}

const scales: readonly [zeros: number, id: string, en: string][] = [
  [12, 'triliun', 'trillion'],
  [9, 'miliar', 'billion'],
  [6, 'juta', 'million'],
];

/**
 * "1545000000" -> "Rp1,54 miliar". Cuts off, never rounds up: less than given is never said. It
 * works on the digits, because old phones know no whole numbers of that size.
 */
export function rupiahShort(value: RupiahText, lang: Lang): string {
  for (const [zeros, id, en] of scales) {
    if (value.length > zeros) {
      const whole = number(value.slice(0, -zeros), lang);
      const fraction = value.slice(-zeros).slice(0, 2).replace(/0+$/, '');
      const text = fraction ? `${whole}${point(lang)}${fraction}` : whole;
      return `Rp${text} ${lang === 'id' ? id : en}`;
    }
  }
  return rupiah(value, lang);
}

/** Orders amounts without leaving the digits. */
export function byRupiah(a: RupiahText, b: RupiahText): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/**
 * A share in whole per cent. Only nothing is 0% and only all of it is 100%: between them the
 * figure is cut off, and what would read 0% reads "<1%".
 */
export function percent(part: number, whole: number): string {
  if (whole <= 0 || part <= 0) return '0%';
  const share = Math.floor((part * 100) / whole);
  return share < 1 ? '<1%' : `${share}%`;
}

/** A chance in millionths, exactly: 192307 -> "19,2307%" (id), "19.2307%" (en), 30000 -> "3%". */
export function chance(millionths: number, lang: Lang): string {
  const rest = String(millionths % 10_000)
    .padStart(4, '0')
    .replace(/0+$/, '');
  const whole = number(Math.floor(millionths / 10_000), lang);
  return rest ? `${whole}${point(lang)}${rest}%` : `${whole}%`;
}

/** A distance in metres: "640 m", "1,2 km". */
export function distance(metres: number, lang: Lang): string {
  if (metres < 995) return `${number(Math.round(metres / 10) * 10, lang)} m`;
  const tenths = Math.round(metres / 100);
  return `${number(Math.floor(tenths / 10), lang)}${point(lang)}${tenths % 10} km`;
}
