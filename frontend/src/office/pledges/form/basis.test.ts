import { expect, test } from 'vitest';
import { countedAs } from './basis.ts';

test('packages for families of an RW are families', () => {
  const weekly = { per: 'FAMILY', times: 1 } as const;
  expect(countedAs(120, weekly, 'RW')).toEqual({ count: 120, as: 'families' });
  expect(countedAs(21, { ...weekly, times: 2 }, 'RW')).toEqual({ count: 11, as: 'families' });
});

test('meals of a week are people', () => {
  expect(countedAs(70, { per: 'PERSON', times: 7 }, 'RW')).toEqual({ count: 10, as: 'people' });
  expect(countedAs(71, { per: 'PERSON', times: 7 }, 'PANTI_JOMPO').count).toBe(11);
});

test('what is not known to be families stays packages', () => {
  expect(countedAs(9, undefined, 'RW')).toEqual({ count: 9, as: 'packages' });
  expect(countedAs(9, { per: 'FAMILY', times: 1 }, 'PESANTREN').as).toBe('packages');
});
