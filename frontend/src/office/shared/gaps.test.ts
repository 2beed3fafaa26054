import { expect, test } from 'vitest';
import { leastMetFirst } from './gaps.ts';

test('the least served come first, of equal ones those that need most', () => {
  const row = (name: string, target: number, committed: number) => ({ name, target, committed });
  const rows = [
    row('half', 10, 5),
    row('none', 10, 0),
    row('none, large', 40, 0),
    row('all', 3, 3),
  ];
  expect(leastMetFirst(rows).map((each) => each.name)).toEqual([
    'none, large',
    'none',
    'half',
    'all',
  ]);
});

test('who needs nothing has no gap', () => {
  expect(leastMetFirst([{ target: 0, committed: 0 }])).toEqual([]);
});
