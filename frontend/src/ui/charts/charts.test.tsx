import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, describe, expect, test } from 'vitest';
import { act } from '#act';
import { share } from '../../format/shares.ts';
import { type Lang, LangProvider } from '../../words/lang.ts';
import { Bars } from './Bars.tsx';
import { Chart } from './Chart.tsx';
import { Columns } from './Columns.tsx';
import { perSquare, Squares, type Step } from './Squares.tsx';
import { cells, endOf, shareEnd, spaced } from './scale.ts';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

let root: ReturnType<typeof createRoot> | undefined;

async function show(what: ReactNode, lang: Lang = 'id'): Promise<HTMLElement> {
  const place = document.createElement('div');
  document.body.append(place);
  root = createRoot(place);
  await act(async () => root?.render(<LangProvider value={lang}>{what}</LangProvider>));
  return place;
}

afterEach(async () => {
  await act(async () => root?.unmount());
  document.body.replaceChildren();
});

const numberOf = (mark: Element | null | undefined, name: string) =>
  Number.parseFloat(mark?.getAttribute(name) ?? 'NaN');

describe('scales', () => {
  test('end at a round number that nothing goes beyond', () => {
    expect([0, 1, 7, 11, 41_513, 42_213, 60_001].map(endOf)).toEqual([
      1, 1, 8, 20, 50_000, 50_000, 80_000,
    ]);
  });

  test('of shares never go beyond all of it', () => {
    expect([0, 0.004, 0.026, 0.2, 0.51, 1].map(shareEnd)).toEqual([1, 1, 3, 20, 60, 100]);
  });

  test('words keep their distance, the last one stays', () => {
    expect(spaced([0, 7, 8, 9], 10, 5)).toEqual([9, 7, 0]);
    expect(spaced([6, 9, 9], 10, 6)).toEqual([9, 6]);
  });

  test('a share is cut off, so that only all of it is 100%', () => {
    expect(share(999, 1000, 'id')).toBe('99%');
    expect(share(26, 1000, 'id')).toBe('2,6%');
    expect(share(26, 1000, 'en')).toBe('2.6%');
    expect(share(1, 100_000, 'id')).toBe('<0,1%');
    expect(share(0, 100, 'id')).toBe('0%');
    expect(share(5, 5, 'id')).toBe('100%');
  });
});

/** How many cells a path of rectangles covers. */
function area(path: string): number {
  let sum = 0;
  for (const part of path.split('z').filter(Boolean)) {
    const [, wide, high] = /h(\d+)v(\d+)/.exec(part) ?? [];
    sum += Number(wide) * Number(high);
  }
  return sum;
}

describe('squares', () => {
  test('cover as many cells as there are things, wherever they begin', () => {
    for (const [from, to] of [
      [0, 1],
      [3, 4],
      [0, 40],
      [7, 8],
      [5, 31],
      [10, 20],
      [12, 12],
    ] as const) {
      expect(area(cells(from, to, 10))).toBe(to - from);
    }
  });

  test('stand for several things only where there are very many', () => {
    const of = (count: number) => perSquare([{ ...step('a', count) }]);
    expect([10, 6_000, 6_001, 2_000_000].map(of)).toEqual([1, 1, 2, 500]);
  });

  test('draw each step in its colour and print its number', async () => {
    const steps = [step('none', 70, 5), step('some', 29, 3), step('all', 1, 0)];
    const place = await show(<Squares id="x" steps={steps} />);
    const drawn = [...place.querySelectorAll('path[class^=gap]')].map((path) => [
      path.getAttribute('class'),
      area(path.getAttribute('d') ?? ''),
    ]);
    expect(drawn).toEqual([
      ['gap5', 70],
      ['gap3', 29],
      ['gap0', 1],
    ]);
    expect([...place.querySelectorAll('li strong')].map((each) => each.textContent)).toEqual([
      '70',
      '29',
      '1',
    ]);
  });
});

function step(key: string, count: number, gap: Step['gap'] = 5): Step {
  return { key, label: key, count, share: '', gap };
}

const columns = [
  { key: 'a', tick: '1 Mei', tooltip: 'a', href: '/a', waiting: 0, committed: 100, received: 0 },
  { key: 'b', tick: '2 Mei', tooltip: 'b', href: '/b', waiting: 50, committed: 150, received: 80 },
];

describe('columns', () => {
  const chart = (
    <Columns id="x" columns={columns} bands={[{ key: '1', label: 'Tahap 1', from: 0, to: 1 }]} />
  );
  const marks = (place: HTMLElement, name: string) => [...place.querySelectorAll(`g rect.${name}`)];

  test('are as high as their numbers, and a promise stands on top, hatched', async () => {
    const place = await show(chart);
    // The scale ends at 200, and is 200 high.
    expect(marks(place, 'committed').map((mark) => numberOf(mark, 'height'))).toEqual([100, 150]);
    expect(marks(place, 'received').map((mark) => numberOf(mark, 'height'))).toEqual([0, 80]);
    const [promised, ...others] = marks(place, 'promised');
    expect(others).toEqual([]);
    expect(promised?.getAttribute('fill')).toBe('url(#x-hatch)');
    expect(numberOf(promised, 'y') + numberOf(promised, 'height')).toBe(200 - 150);
    expect(numberOf(promised, 'height')).toBe(50);
  });

  test('print where they stand now, each rung by its name', async () => {
    const place = await show(chart);
    expect([...place.querySelectorAll('li')].map((each) => each.textContent)).toEqual([
      'diterima 80',
      'komitmen 150',
      'menunggu konfirmasi 50',
    ]);
    expect(place.querySelector('text.value')?.textContent).toBe('150');
  });

  test('carry their number on what it counts, not on what is promised beyond', async () => {
    const place = await show(chart);
    const number = place.querySelector('text.value');
    expect(numberOf(number, 'y')).toBe(200 - 150 - 6);
  });

  test('of two parts that are no rungs call them by their names and hatch nothing', async () => {
    const parts = { filled: 'dialokasikan', open: 'belum punya tujuan' };
    const place = await show(<Columns id="x" columns={columns} bands={[]} parts={parts} />);
    expect([...place.querySelectorAll('li')].map((each) => each.textContent)).toEqual([
      'dialokasikan 150',
      'belum punya tujuan 50',
    ]);
    const [open] = marks(place, 'open');
    expect(open?.getAttribute('fill')).toBeNull();
    expect(numberOf(open, 'height')).toBe(50);
    expect(marks(place, 'promised')).toEqual([]);
    expect(place.querySelector('text.value')?.textContent).toBe('200');
  });

  test('are no stops of the keyboard: their links stand in the table', async () => {
    const place = await show(chart);
    expect([...place.querySelectorAll('a')].map((link) => link.getAttribute('tabindex'))).toEqual([
      '-1',
      '-1',
    ]);
  });
});

describe('bars', () => {
  test('are as long as their share of the scale, what is promised beyond what is committed', async () => {
    const place = await show(
      <Bars
        id="x"
        scale={['0%', '50%']}
        bars={[
          {
            key: 'a',
            label: 'Jakarta Utara',
            href: '/a',
            figure: '20%',
            end: 500,
            waiting: 100,
            committed: 200,
            received: 50,
          },
        ]}
      />,
    );
    expect(place.querySelector('a')?.getAttribute('href')).toBe('/a');
    const widths = [...place.querySelectorAll('li rect')]
      .slice(-3)
      .map((mark) => [mark.getAttribute('class') ?? 'promised', mark.getAttribute('width')]);
    expect(widths).toEqual([
      ['promised', '60%'],
      ['committed', '40%'],
      ['received', '10%'],
    ]);
  });
});

describe('a chart', () => {
  test('has a name, a sentence, a source and its numbers as a table', async () => {
    const place = await show(
      <Chart
        id="x"
        title="Paket sembako"
        summary="Semua terpenuhi."
        unit="Paket"
        asOf="2020-05-03T05:00:00Z"
        numbers={{ head: ['Hari', 'Komitmen'], rows: [{ key: 'a', cells: ['1 Mei', '100'] }] }}
      >
        <svg aria-hidden="true" />
      </Chart>,
    );
    const figure = place.querySelector('figure');
    const name = figure?.getAttribute('aria-labelledby') ?? '';
    expect(document.getElementById(name)?.textContent).toBe('Paket sembako');
    expect(place.textContent).toContain('Semua terpenuhi.');
    expect(place.textContent).toContain('Keadaan 3 Mei 2020, 12.00 WIB. Sumber: KSBB');
    expect(place.querySelector('details tbody th')?.textContent).toBe('1 Mei');
    expect(place.querySelector('details tbody td')?.textContent).toBe('100');
  });
});
