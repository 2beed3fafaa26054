import type { Lang, Pair } from './lang.ts';
import { textIn } from './lang.ts';

const words = {
  both: [
    (unit: number, executor: number) => `${unit}% menurut unit, ${executor}% menurut pelaksana`,
    (unit: number, executor: number) =>
      `${unit}% according to the unit, ${executor}% according to the executor`,
  ],
  unit: ['semuanya menurut unit', 'all according to the unit'],
  executor: ['semuanya menurut pelaksana', 'all according to the executor'],
} as const satisfies Record<string, Pair<unknown>>;

/**
 * By whose word packages were received: it stands wherever received packages do. Only all of it is
 * said to be all.
 */
export function receivedBy(received: number, byUnit: number, lang: Lang): string {
  if (received <= 0) return '';
  if (byUnit <= 0) return textIn(words.executor, lang);
  if (byUnit >= received) return textIn(words.unit, lang);
  const unit = Math.min(99, Math.max(1, Math.round((byUnit * 100) / received)));
  return textIn(words.both, lang)(unit, 100 - unit);
}
