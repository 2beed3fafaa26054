/** The end of a scale that starts at nothing: the next of 1, 2, 3, 4, 5, 6, 8 times a power of ten. */
export function endOf(most: number): number {
  if (most <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [1, 2, 3, 4, 5, 6, 8, 10].find((each) => each * power >= most) ?? 10;
  return step * power;
}

/** The end of a scale of shares, in per cent: never beyond all of it. */
export function shareEnd(largest: number): number {
  return (
    [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 25, 30, 40, 50, 60, 80].find(
      (each) => each >= largest * 100,
    ) ?? 100
  );
}

/** Which of many marks in a row get a word: the wanted ones from the last on, none too near to another. */
export function spaced(wanted: readonly number[], all: number, most: number): readonly number[] {
  const room = all / most;
  const kept: number[] = [];
  for (const index of [...wanted].reverse()) {
    const next = kept[kept.length - 1];
    if (next === undefined || next - index >= room) kept.push(index);
  }
  return kept;
}

/**
 * The outline of cells `from` to `to` (without it) of a grid that is filled column by column,
 * `high` cells high: a path of at most three rectangles.
 */
export function cells(from: number, to: number, high: number): string {
  const parts: string[] = [];
  let at = from;
  while (at < to) {
    const x = Math.floor(at / high);
    const y = at % high;
    // Whole columns at once, else what is left of this one.
    const whole = y === 0 ? Math.floor((to - at) / high) : 0;
    const count = whole > 0 ? whole * high : Math.min(to - at, high - y);
    parts.push(`M${x} ${y}h${whole || 1}v${whole > 0 ? high : count}h-${whole || 1}z`);
    at += count;
  }
  return parts.join('');
}
