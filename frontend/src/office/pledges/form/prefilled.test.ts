import { expect, test } from 'vitest';
import { prefilledOf } from './prefilled.ts';

test('a draft of the public pages is read', () => {
  const read = prefilledOf({
    paket: 'SEMBAKO',
    tahap: '2',
    jumlah: '120',
    lewat: 'agregator',
    agregator: 'T3JnYW5pc2F0aW9uOjI=',
    unit: '31.74.05.1001.002:100,31.74.05.1001.003:20,PA-1',
    dari: '2020-05-04',
    sampai: '2020-05-06',
  });
  expect(read).toEqual({
    package: 'SEMBAKO',
    phase: 2,
    channel: 'VIA_AGGREGATOR',
    aggregator: 'T3JnYW5pc2F0aW9uOjI=',
    quantity: '120',
    wanted: [
      ['31.74.05.1001.002', '100'],
      ['31.74.05.1001.003', '20'],
      ['PA-1', null],
    ],
    days: { from: '2020-05-04', until: '2020-05-06' },
  });
});

test('what makes no sense is left out', () => {
  const read = prefilledOf({
    tahap: 'dua',
    jumlah: '-5',
    lewat: 'constructor',
    unit: ',:5,A:1e9,A:3,B:99999999',
    dari: '6 Mei',
  });
  expect(read).toEqual({
    package: undefined,
    phase: undefined,
    channel: 'DIRECT',
    aggregator: '',
    quantity: null,
    wanted: [
      ['A', '3'],
      ['B', null],
    ],
    days: { from: '', until: '' },
  });
});
