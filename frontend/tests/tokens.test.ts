import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Colour, colours } from '../src/tokens.ts';

const luminance = (hex: string) => {
  const [r, g, b] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [
    number,
    number,
    number,
  ];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** Contrast as WCAG 2.2 counts it. */
const contrast = (one: string, other: string) => {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
};

const themes = [
  ['light', 0],
  ['dark', 1],
] as const;

const grounds: Colour[] = ['paper', 'surface', 'sunken'];

describe.each(themes)('in the %s theme', (_, side) => {
  const of = (name: Colour) => colours[name][side];

  test.each([
    ['ink', grounds],
    ['ink-soft', grounds],
    ['action', [...grounds, 'action-wash']],
    ['danger', [...grounds, 'danger-wash']],
    ['notice', ['notice-wash']],
    ['good', ['good-wash']],
    ['action-ink', ['action', 'action-strong']],
    ['ink', ['danger-wash', 'notice-wash', 'good-wash', 'action-wash']],
  ] as [Colour, Colour[]][])('%s reads on %j', (text, on) => {
    for (const ground of on) expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test('edges of controls are seen', () => {
    for (const ground of grounds)
      expect(contrast(of('edge'), of(ground))).toBeGreaterThanOrEqual(3);
  });

  test('each rung of the ladder stands out from the one before it', () => {
    const rungs: Colour[] = ['rung-committed', 'rung-dispatched', 'rung-received', 'rung-verified'];
    for (let at = 1; at < rungs.length; at++) {
      const step = contrast(of(rungs[at] as Colour), of(rungs[at - 1] as Colour));
      expect(step).toBeGreaterThanOrEqual(1.6);
    }
  });

  test('marks of charts are seen, and differ where one stands on the other', () => {
    const on: [Colour, Colour, number][] = [
      ['chart-committed', 'chart-received', 3],
      ['chart-received', 'chart-track', 3],
      ['chart-received', 'paper', 3],
      ['chart-committed', 'chart-track', 2.2],
      ['chart-committed', 'sunken', 2.2],
      // The edge of what is hatched.
      ['edge', 'chart-track', 3],
    ];
    for (const [mark, ground, least] of on)
      expect(contrast(of(mark), of(ground)), `${mark} on ${ground}`).toBeGreaterThanOrEqual(least);
  });

  test('the darkest step of the gap scale is seen on the ground of small marks', () => {
    expect(contrast(of('gap-5'), of('chart-ground'))).toBeGreaterThanOrEqual(4.5);
  });
});

test('the gap scale grows darker step by step', () => {
  const scale = (['gap-0', 'gap-1', 'gap-2', 'gap-3', 'gap-4', 'gap-5'] as const).map((name) =>
    luminance(colours[name][0]),
  );
  expect(scale).toEqual([...scale].sort((a, b) => b - a));
});

/** Who may know the theme: its definition, the reader's choice, and the detailed map's colours. */
const knowTheTheme = ['public/maps/detailGround.ts', 'theme.js', 'tokens.ts', 'ui/preferences.ts'];

test('a theme changes colours only', () => {
  const source = new URL('../src/', import.meta.url).pathname;
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.(css|js|tsx?)$/.test(file) && !file.includes('__generated__'),
  );
  const found = files.filter((file) =>
    /prefers-color-scheme|data-theme|light-dark\(/.test(readFileSync(join(source, file), 'utf8')),
  );
  expect(found.sort()).toEqual(knowTheTheme);
});
