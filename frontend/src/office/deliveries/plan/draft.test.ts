import { expect, test } from 'vitest';
import {
  type Candidate,
  choose,
  emptyDraft,
  move,
  packagesOf,
  planOf,
  reload,
  stopsOf,
} from './draft.ts';

const rows: Candidate[] = [
  { id: 'a', unit: { id: 'u1', name: 'RW 01' }, package: 'SEMBAKO', giver: 'A', room: 60 },
  { id: 'b', unit: { id: 'u2', name: 'RW 02' }, package: 'SEMBAKO', giver: 'A', room: 40 },
  { id: 'c', unit: { id: 'u1', name: 'RW 01' }, package: 'LEBARAN', giver: 'B', room: 5 },
];
const chosen = choose(emptyDraft('2020-05-04'), rows, true);

test('what is chosen is loaded with all that is left of it', () => {
  expect(planOf(chosen).stops).toEqual([
    {
      unit: 'u1',
      courier: null,
      distributionPlan: '',
      loads: [
        { allocation: 'a', quantity: 60 },
        { allocation: 'c', quantity: 5 },
      ],
    },
    { unit: 'u2', courier: null, distributionPlan: '', loads: [{ allocation: 'b', quantity: 40 }] },
  ]);
});

test('choosing again leaves a typed quantity as it is', () => {
  const typed = reload(chosen, rows[0] as Candidate, '12');
  expect(packagesOf(choose(typed, rows, true), 'u1')).toBe(17);
});

test('a stop that was moved keeps its place when others are chosen', () => {
  const moved = move(chosen, 'u2', -1);
  expect(stopsOf(moved).map((unit) => unit.id)).toEqual(['u2', 'u1']);
  const fewer = choose(moved, rows.slice(1, 2), false);
  expect(stopsOf(choose(fewer, rows, true)).map((unit) => unit.id)).toEqual(['u2', 'u1']);
});

test('what was chosen stays when the list shows other rows', () => {
  const more = choose(chosen, [{ ...(rows[0] as Candidate), id: 'd', room: 7 }], true);
  expect(packagesOf(more)).toBe(112);
});
