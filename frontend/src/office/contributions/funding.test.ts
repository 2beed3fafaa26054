import { describe, expect, test } from 'vitest';
import { openLines, partsOf, sumOfParts } from './funding.ts';

const line = (id: string, open: number, price: string) => ({ id, open, version: { price } });
const source = (id: string, left: string) => ({ id, left });

describe('the packages without money', () => {
  const packages = (code: string, quantity: number) => ({ quantity, package: { code } });
  const bound = (code: string, count: number, releasedOn: string | null = null) => ({
    packages: count,
    releasedOn,
    package: { code },
  });

  test('are those of a line that no money is bound to', () => {
    const lines = [packages('SEMBAKO', 100), packages('LEBARAN', 10)];
    const open = openLines(lines, [bound('SEMBAKO', 30), bound('SEMBAKO', 20)]);
    expect(open.map((each) => [each.package.code, each.open])).toEqual([
      ['SEMBAKO', 50],
      ['LEBARAN', 10],
    ]);
  });

  test('have money again until it is released', () => {
    const lines = [packages('SEMBAKO', 100)];
    expect(openLines(lines, [bound('SEMBAKO', 100)])).toEqual([]);
    expect(openLines(lines, [bound('SEMBAKO', 100, '2020-05-02')])[0]?.open).toBe(100);
  });
});

describe('a contribution pays for', () => {
  test('no more than its money and the line leave', () => {
    const parts = partsOf([line('a', 10, '300')], [source('x', '1000'), source('y', '9000')], {});
    expect(parts.map((each) => each.most)).toEqual([3, 10]);
  });

  test('less where the same money or the same packages are given elsewhere on the page', () => {
    const lines = [line('a', 10, '300'), line('b', 5, '100')];
    const parts = partsOf(lines, [source('x', '1000'), source('y', '9000')], {
      'x b': '4',
      'y a': '9',
    });
    const most = Object.fromEntries(parts.map((each) => [each.key, each.most]));
    // 600 rupiah are left of x; of line a, one package; of line b, one.
    expect(most).toEqual({ 'x a': 1, 'y a': 10, 'x b': 5, 'y b': 1 });
    expect(sumOfParts(parts)).toEqual({ packages: 13, amount: '3100' });
  });

  test('nothing, never less, where too much is typed elsewhere', () => {
    const parts = partsOf([line('a', 10, '300')], [source('x', '1000'), source('y', '300')], {
      'x a': '40',
    });
    expect(parts.map((each) => each.most)).toEqual([3, 0]);
  });
});
