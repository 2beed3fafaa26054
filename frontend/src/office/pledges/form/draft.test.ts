import { describe, expect, test } from 'vitest';
import type { Candidate } from './candidates.ts';
import { type Draft, draftOf, inputOf, summaryOf } from './draft.ts';
import { prefilledOf } from './prefilled.ts';
import { refreshed, type Share } from './shares.ts';

const phases = [
  { id: 'phase-1', number: 1, packages: [{ package: { code: 'SEMBAKO' } }] },
  { id: 'phase-2', number: 2, packages: [{ package: { code: 'LEBARAN' } }] },
];

/** A share for a unit whose need of staple food in phase 1 leaves `remaining` packages. */
const share = (code: string, quantity: string | null, remaining = 100): Share => ({
  quantity,
  unit: {
    id: `id of ${code}`,
    code,
    needs: [
      {
        id: `need of ${code}`,
        remaining,
        held: 0,
        committed: 0,
        phase: { id: 'phase-1' },
        package: { id: 'package-1', code: 'SEMBAKO' },
      },
    ],
  } as unknown as Candidate,
});

const draft = (some: Partial<Draft>): Draft => ({
  ...draftOf(prefilledOf({}), phases, 'DONOR'),
  accepted: true,
  ...some,
});

describe('a draft begins', () => {
  test('with the first phase that is open and its first package', () => {
    expect(draftOf(prefilledOf({}), phases, 'DONOR')).toMatchObject({
      phase: 'phase-1',
      package: 'SEMBAKO',
      channel: 'DIRECT',
      accepted: false,
    });
  });

  test('with what the address names; only donors give through others', () => {
    const before = prefilledOf({ tahap: '2', lewat: 'agregator' });
    expect(draftOf(before, phases, 'DONOR')).toMatchObject({
      phase: 'phase-2',
      package: 'LEBARAN',
      channel: 'VIA_AGGREGATOR',
    });
    expect(draftOf(before, phases, 'AGGREGATOR').channel).toBe('DIRECT');
  });
});

describe('a draft comes to', () => {
  const shares = [share('A', '20'), share('B', '30')];

  test('the packages of its units where they are delivered directly', () => {
    expect(summaryOf(draft({ shares, quantity: '999' }))).toMatchObject({
      direct: true,
      packages: 50,
      directed: 50,
      lacks: undefined,
    });
  });

  test('the packages that are given where others direct them', () => {
    const through = draft({ channel: 'VIA_PEMPROV', shares, quantity: '80' });
    expect(summaryOf(through)).toMatchObject({ direct: false, packages: 80, directed: 50 });
    expect(inputOf(through, 'package-1').lines).toEqual([
      {
        package: 'package-1',
        quantity: 80,
        allocations: [
          { unit: 'id of A', quantity: 20 },
          { unit: 'id of B', quantity: 30 },
        ],
      },
    ]);
  });
});

describe('a draft lacks', () => {
  const lacks = (some: Partial<Draft>) => summaryOf(draft(some)).lacks;

  test('amounts while one is missing or more than is left', () => {
    expect(lacks({ shares: [share('A', null)] })).toBe('amounts');
    expect(lacks({ shares: [share('A', '11', 10)] })).toBe('amounts');
    expect(lacks({ shares: [share('A', '10', 10)] })).toBeUndefined();
  });

  test('its aggregator, then the statement', () => {
    expect(lacks({ channel: 'VIA_AGGREGATOR', accepted: false })).toBe('aggregator');
    expect(lacks({ channel: 'VIA_AGGREGATOR', aggregator: 'x', accepted: false })).toBe(
      'statement',
    );
  });
});

test('an aggregator that was picked before stays out of a direct pledge', () => {
  expect(inputOf(draft({ aggregator: 'x' }), 'package-1').aggregator).toBeNull();
  const through = draft({ channel: 'VIA_AGGREGATOR', aggregator: 'x' });
  expect(inputOf(through, 'package-1').aggregator).toBe('x');
});

test('the unit whose need was filled meanwhile gets what is left, the others stay', () => {
  const need = {
    id: 'need of A',
    held: 90,
    committed: 0,
    remaining: 7,
    unit: { code: 'A' },
  };
  const [a, b] = refreshed([share('A', '20'), share('B', '30')], need);
  expect([a?.quantity, a?.unit.needs[0]?.remaining]).toEqual(['7', 7]);
  expect([b?.quantity, b?.unit.needs[0]?.remaining]).toEqual(['30', 100]);
});
