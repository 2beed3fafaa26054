import { expect, test } from 'vitest';
import { actOf, pledgeNumber, rowAfter } from './keys.ts';

const key = (name: string, more: object = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  ...more,
});

test('a letter acts only outside of fields, and only for who wants it', () => {
  expect(actOf(key('j'), { writing: false, letters: true })).toBe('next');
  expect(actOf(key('j'), { writing: true, letters: true })).toBeUndefined();
  expect(actOf(key('j'), { writing: false, letters: false })).toBeUndefined();
  expect(actOf(key('/'), { writing: false, letters: true })).toBe('search');
  expect(actOf(key('?'), { writing: false, letters: true })).toBe('help');
});

test('Ctrl+K and Cmd+K open the palette from anywhere', () => {
  const anywhere = { writing: true, letters: false };
  expect(actOf(key('k', { ctrlKey: true }), anywhere)).toBe('palette');
  expect(actOf(key('K', { metaKey: true }), anywhere)).toBe('palette');
  expect(actOf(key('j', { ctrlKey: true }), { writing: false, letters: true })).toBeUndefined();
  expect(actOf(key('k', { altKey: true }), { writing: false, letters: true })).toBeUndefined();
});

test('rows are walked and not left', () => {
  expect(rowAfter(-1, 3, 'next')).toBe(0);
  expect(rowAfter(-1, 3, 'previous')).toBe(2);
  expect(rowAfter(2, 3, 'next')).toBe(2);
  expect(rowAfter(0, 3, 'previous')).toBe(0);
  expect(rowAfter(-1, 0, 'next')).toBe(-1);
});

test('a pledge is found by its number as people write it', () => {
  expect(pledgeNumber('JB-2020-000073')).toBe('73');
  expect(pledgeNumber('jb 73')).toBe('73');
  expect(pledgeNumber(' 73 ')).toBe('73');
  expect(pledgeNumber('rw 73')).toBeUndefined();
  expect(pledgeNumber('JB-2020')).toBe('2020');
  expect(pledgeNumber('')).toBeUndefined();
});
