import { describe, expect, test } from 'vitest';
import { day, dayOf, days, daysBetween, dayWithName, moment, time } from './dates.ts';

describe('days and moments as they are read', () => {
  test('a day is written out without a leading zero', () => {
    expect(dayWithName('2020-05-03', 'id')).toBe('Minggu, 3 Mei 2020');
    expect(dayWithName('2020-05-03', 'en')).toBe('Sunday, 3 May 2020');
  });

  test('a moment is shown in WIB wherever the reader is', () => {
    expect(time('2020-05-03T04:00:00Z', 'id')).toBe('11.00 WIB');
    expect(moment('2020-05-03T05:00:00+00:00', 'en')).toBe('3 May 2020, 12:00 WIB');
  });

  test('what happened late in the evening UTC belongs to the next day in Jakarta', () => {
    expect(dayOf('2020-05-02T17:30:00Z')).toBe('2020-05-03');
    expect(dayOf('2020-05-02T16:59:59Z')).toBe('2020-05-02');
  });

  test('a span of days says once what both ends share', () => {
    expect(days('2020-05-01', '2020-05-07', 'id')).toBe('1–7 Mei 2020');
    expect(days('2020-04-24', '2020-05-03', 'id')).toBe('24 April – 3 Mei 2020');
    expect(days('2020-12-30', '2021-01-02', 'en')).toBe('30 December 2020 – 2 January 2021');
    expect(days('2020-05-01', '2020-05-01', 'id')).toBe(day('2020-05-01', 'id'));
  });

  test('days are counted over the end of a month', () => {
    expect(daysBetween('2020-04-24', '2020-05-03')).toBe(9);
  });
});
