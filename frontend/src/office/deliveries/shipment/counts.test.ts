import { expect, test } from 'vitest';
import { remainder, sentOf, uncounted, withRemainder } from './counts.ts';

test('what is not accounted for is the remainder', () => {
  expect(remainder(70, { ...uncounted, good: '60', damaged: '4' })).toBe(6);
  expect(remainder(70, { ...uncounted, good: '71' })).toBe(-1);
});

test('the remainder is added to what was typed', () => {
  const count = { ...uncounted, good: '60', missing: '1' };
  expect(withRemainder(70, count, 'missing')).toEqual({ ...count, missing: '10' });
});

test('loads of one kind are counted together, those that stayed are not', () => {
  const sembako = { id: 'p1', code: 'SEMBAKO' };
  expect(
    sentOf([
      { dispatched: 40, package: sembako },
      { dispatched: 30, package: sembako },
      { dispatched: 0, package: { id: 'p2', code: 'LEBARAN' } },
    ]),
  ).toEqual([{ ...sembako, sent: 70 }]);
});
