import type { Lang } from '../words/lang.ts';

/**
 * A share as charts print it: "2,6%", "41%". Below ten per cent one decimal, for there it makes the
 * difference; cut off, never rounded up, so that only nothing is 0% and only all of it is 100%.
 */
export function share(part: number, whole: number, lang: Lang): string {
  if (whole <= 0 || part <= 0) return '0%';
  const permille = Math.floor((part * 1000) / whole);
  const point = lang === 'id' ? ',' : '.';
  if (permille < 1) return `<0${point}1%`;
  if (permille >= 100) return `${Math.floor(permille / 10)}%`;
  return `${Math.floor(permille / 10)}${point}${permille % 10}%`;
}
