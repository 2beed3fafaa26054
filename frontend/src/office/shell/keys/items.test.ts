import { expect, test } from 'vitest';
import { fitting, type Group } from './items.ts';

const item = (text: string) => ({ id: text, text, run: () => undefined });
const groups: Group[] = [
  { name: 'Pages', items: [item('Janji bantuan'), item('Janji bantuan baru'), item('Gudang')] },
  { name: 'Appearance', items: [item('Tampilan gelap')] },
];
const left = (typed: string) =>
  fitting(groups, typed).map((group) => group.items.map((each) => each.text));

test('an item fits what has its words, in any order and any case', () => {
  expect(left('BARU jan')).toEqual([['Janji bantuan baru'], []]);
  expect(left(' dang ')).toEqual([['Gudang'], []]);
  expect(left('g gel')).toEqual([[], ['Tampilan gelap']]);
});

test('all items fit while nothing is typed', () => {
  expect(left(' ')).toEqual(groups.map((group) => group.items.map((each) => each.text)));
});
