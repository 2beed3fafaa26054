import { type Lang, type Pair, textIn } from '../words/lang.ts';

const words = {
  weekdays: [
    'Minggu Senin Selasa Rabu Kamis Jumat Sabtu',
    'Sunday Monday Tuesday Wednesday Thursday Friday Saturday',
  ],
  months: [
    'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember',
    'January February March April May June July August September October November December',
  ],
} as const satisfies Record<string, Pair>;

const nameOf = (names: Pair, place: number, lang: Lang) =>
  textIn(names, lang).split(' ')[place] ?? '';

const monthName = (month: number, lang: Lang) => nameOf(words.months, month, lang);

// WIB is UTC+7 all year round, so a shift says it exactly, on phones without time zone data too.
const WIB_MS = 7 * 3600 * 1000;

/** A day as GraphQL's `Date` writes it: "2020-05-03". */
export type Day = string;
/** A moment as GraphQL's `DateTime` writes it: ISO 8601 with an offset. */
export type Moment = string;

const inWib = (moment: Moment) => new Date(Date.parse(moment) + WIB_MS);

/** The day a moment fell on in Jakarta. */
export function dayOf(moment: Moment): Day {
  return inWib(moment).toISOString().slice(0, 10);
}

const parts = (value: Day) => {
  const date = new Date(`${value}T00:00:00Z`);
  return { date, day: date.getUTCDate(), month: date.getUTCMonth(), year: date.getUTCFullYear() };
};

/** "3 Mei 2020". */
export function day(value: Day, lang: Lang): string {
  const at = parts(value);
  return `${at.day} ${monthName(at.month, lang)} ${at.year}`;
}

/** "Minggu, 3 Mei 2020". */
export function dayWithName(value: Day, lang: Lang): string {
  return `${nameOf(words.weekdays, parts(value).date.getUTCDay(), lang)}, ${day(value, lang)}`;
}

/** "1–7 Mei 2020", "24 April – 3 Mei 2020": what the two days share is said once. */
export function days(from: Day, to: Day, lang: Lang): string {
  const a = parts(from);
  const b = parts(to);
  if (from === to) return day(from, lang);
  if (a.year !== b.year) return `${day(from, lang)} – ${day(to, lang)}`;
  if (a.month !== b.month) return `${a.day} ${monthName(a.month, lang)} – ${day(to, lang)}`;
  return `${a.day}–${day(to, lang)}`;
}

/** "11.00 WIB". */
export function time(moment: Moment, lang: Lang): string {
  const at = inWib(moment).toISOString();
  return `${at.slice(11, 13)}${lang === 'id' ? '.' : ':'}${at.slice(14, 16)} WIB`;
}

/** "3 Mei 2020, 11.00 WIB". */
export function moment(value: Moment, lang: Lang): string {
  return `${day(dayOf(value), lang)}, ${time(value, lang)}`;
}

/** Whole days from one day to another. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((parts(to).date.getTime() - parts(from).date.getTime()) / 86_400_000);
}

/** The day so many days before another. */
export function daysBefore(value: Day, many: number): Day {
  return new Date(parts(value).date.getTime() - many * 86_400_000).toISOString().slice(0, 10);
}
