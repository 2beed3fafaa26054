import { expect, test } from 'vitest';
import { topics } from './topics.ts';
import { kinds } from './words.ts';

test('every kind belongs to one topic', () => {
  expect(Object.values(topics).flat().sort()).toEqual(Object.keys(kinds).sort());
});
