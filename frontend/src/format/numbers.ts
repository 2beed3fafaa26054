import type { Lang } from '../words/lang.ts';

/** What GraphQL gives for money: the scalar `Rupiah` is a decimal string, for it outgrows 32 bits. */
export type RupiahText = string;

const group = (lang: Lang) => (lang === 'id' ? '.' : ',');
const point = (lang: Lang) => (lang === 'id' ? ',' : '.');

/** 40913 -> "40.913" (id), "40,913" (en). Whole numbers only. */
export function number(value: number | bigint, lang: Lang): string {
  const digits = (value < 0 ? -value : value).toString();
  const grouped = digits.replace(/\B(?=(\d{3})+$)/g, group(lang));
  return value < 0 ? `−${grouped}` : grouped;
}

/** "1000000000" -> "Rp1.000.000.000". Intl would put a space after Rp. */
export function rupiah(value: RupiahText, lang: Lang): string {
  return `Rp${number(BigInt(value), lang)}`;
}

const scales: readonly [size: bigint, id: string, en: string][] = [
  [1_000_000_000_000n, 'triliun', 'trillion'],
  [1_000_000_000n, 'miliar', 'billion'],
  [1_000_000n, 'juta', 'million'],
];

/** "1545000000" -> "Rp1,54 miliar". Cuts off, never rounds up: less than given is never said. */
export function rupiahShort(value: RupiahText, lang: Lang): string {
  const amount = BigInt(value);
  for (const [size, id, en] of scales) {
    if (amount >= size) {
      const hundredths = (amount * 100n) / size;
      const fraction = (hundredths % 100n).toString().padStart(2, '0').replace(/0+$/, '');
      const whole = number(hundredths / 100n, lang);
      const text = fraction ? `${whole}${point(lang)}${fraction}` : whole;
      return `Rp${text} ${lang === 'id' ? id : en}`;
    }
  }
  return rupiah(value, lang);
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

/** A distance in metres: "640 m", "1,2 km". */
export function distance(metres: number, lang: Lang): string {
  if (metres < 995) return `${number(Math.round(metres / 10) * 10, lang)} m`;
  const tenths = Math.round(metres / 100);
  return `${number(Math.floor(tenths / 10), lang)}${point(lang)}${tenths % 10} km`;
}
