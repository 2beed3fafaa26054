/**
 * Every colour, size and font of both sites. The build turns this file into CSS custom properties
 * (`--ink`, `--paper`, ...), and a test holds the contrasts, so a colour is changed here or nowhere.
 *
 * Each colour is a pair: light, dark.
 */
export const colours = {
  paper: ['#faf8f4', '#14181d'],
  surface: ['#ffffff', '#1b2128'],
  sunken: ['#f1ede4', '#101418'],
  line: ['#ddd6c7', '#39424c'],
  // Borders of controls carry meaning, so they reach 3:1 where plain rules need not.
  edge: ['#847d6e', '#7b8691'],
  ink: ['#1b1f24', '#e6e2da'],
  'ink-soft': ['#555b62', '#b0b3b4'],
  action: ['#12455e', '#7cc0dc'],
  'action-strong': ['#0b3144', '#a5d8ec'],
  'action-ink': ['#ffffff', '#0c1a21'],
  'action-wash': ['#e4eef2', '#1c323d'],
  danger: ['#a3261d', '#ff9f92'],
  'danger-wash': ['#fbeae7', '#3a201e'],
  notice: ['#6b4a00', '#edc978'],
  'notice-wash': ['#fbf1d8', '#332b19'],
  good: ['#1f6645', '#86d1aa'],
  'good-wash': ['#e5f2ea', '#1a3327'],

  // The ladder: the further the help got, the stronger the colour against the page.
  'rung-committed': ['#a9cad8', '#2f5668'],
  'rung-dispatched': ['#5f9ab3', '#4c87a0'],
  'rung-received': ['#1f6485', '#7cc0dc'],
  'rung-verified': ['#0b2f42', '#cfeefa'],

  // Charts: committed is a mark of its own there, so it stands out from the page and from `received`.
  'chart-committed': ['#6fa3ba', '#45788f'],
  'chart-received': ['#123f56', '#cfeefa'],
  'chart-track': ['#ece6d9', '#252d36'],

  // The gap scale keeps its colours in both themes: a map printed from either means the same.
  'gap-0': ['#f7f4ec', '#f7f4ec'],
  'gap-1': ['#f3d9a4', '#f3d9a4'],
  'gap-2': ['#e8ab62', '#e8ab62'],
  'gap-3': ['#cf7440', '#cf7440'],
  'gap-4': ['#9c4432', '#9c4432'],
  'gap-5': ['#5e2030', '#5e2030'],
  // What the gap scale is drawn on where it is many small marks.
  'chart-ground': ['#ffffff', '#c9cbc8'],
} as const satisfies Record<string, readonly [light: string, dark: string]>;

export type Colour = keyof typeof colours;

/** Sizes in px; written as rem so that they grow with the reader's own font size. */
export const sizes = {
  'text-xs': 13,
  'text-s': 14,
  'text-m': 16,
  'text-l': 18,
  'text-xl': 22,
  'text-2xl': 28,
  'text-3xl': 36,
  'space-1': 4,
  'space-2': 8,
  'space-3': 12,
  'space-4': 16,
  'space-5': 24,
  'space-6': 32,
  'space-7': 48,
  'space-8': 72,
} as const;

export const others = {
  font: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
  'font-code': 'ui-monospace, "SF Mono", Menlo, Consolas, "Roboto Mono", monospace',
  radius: '6px',
  'radius-l': '10px',
  ring: '0 0 0 2px var(--paper), 0 0 0 4px var(--action)',
} as const;

/** The stylesheet of the tokens: light by default and on paper, dark by the system's or the reader's choice. */
export function tokensCss(): string {
  const side = (index: 0 | 1) =>
    Object.entries(colours)
      .map(([name, pair]) => `--${name}:${pair[index]}`)
      .join(';');
  const fixed = [
    ...Object.entries(sizes).map(([name, px]) => `--${name}:${px / 16}rem`),
    ...Object.entries(others).map(([name, value]) => `--${name}:${value}`),
  ].join(';');
  return [
    `:root{color-scheme:light;${fixed};${side(0)}}`,
    `@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${side(1)}}}`,
    `@media screen{:root[data-theme=dark]{color-scheme:dark;${side(1)}}}`,
  ].join('\n');
}
