import { describe, expect, test } from 'vitest';
import { byRupiah, chance, distance, number, percent, rupiah, rupiahShort } from './numbers.ts';

describe('numbers as they are read', () => {
  test('thousands are parted by a point in Indonesian and a comma in English', () => {
    expect(number(40913, 'id')).toBe('40.913');
    expect(number(40913, 'en')).toBe('40,913');
    expect(number(7, 'id')).toBe('7');
    expect(number(-1200, 'id')).toBe('−1.200');
  });

  test('rupiah stands without a space and without cents', () => {
    expect(rupiah('1000000000', 'id')).toBe('Rp1.000.000.000');
    expect(rupiah('0', 'id')).toBe('Rp0');
  });

  test('rupiah beyond the exact range of a float keeps every digit', () => {
    expect(rupiah('9007199254740993', 'id')).toBe('Rp9.007.199.254.740.993');
  });

  test('large amounts are said in words and cut off, never rounded up', () => {
    expect(rupiahShort('1000000000', 'id')).toBe('Rp1 miliar');
    expect(rupiahShort('545000000', 'id')).toBe('Rp545 juta');
    expect(rupiahShort('1545000000', 'id')).toBe('Rp1,54 miliar');
    expect(rupiahShort('1999999999', 'en')).toBe('Rp1.99 billion');
    expect(rupiahShort('999999', 'id')).toBe('Rp999.999');
  });

  test('amounts are ordered by their size, not by their first digit', () => {
    expect(['900', '1000', '10000000000000000001', '10000000000000000000'].sort(byRupiah)).toEqual([
      '900',
      '1000',
      '10000000000000000000',
      '10000000000000000001',
    ]);
  });

  test('only nothing is 0% and only all of it is 100%', () => {
    expect(percent(0, 500)).toBe('0%');
    expect(percent(1, 500)).toBe('<1%');
    expect(percent(499, 500)).toBe('99%');
    expect(percent(500, 500)).toBe('100%');
    expect(percent(3, 0)).toBe('0%');
  });

  test('a chance is said exactly', () => {
    expect(chance(192_307, 'id')).toBe('19,2307%');
    expect(chance(30_000, 'en')).toBe('3%');
    expect(chance(30_070, 'en')).toBe('3.007%');
    expect(chance(1_000_000, 'id')).toBe('100%');
  });

  test('a distance is metres when near and kilometres when far', () => {
    expect(distance(643, 'id')).toBe('640 m');
    expect(distance(994, 'id')).toBe('990 m');
    expect(distance(996, 'id')).toBe('1,0 km');
    expect(distance(1249, 'en')).toBe('1.2 km');
  });
});
