/** What a key does outside of any field. */
export type Act = 'palette' | 'search' | 'next' | 'previous' | 'help';

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'>;

/** Where somebody writes or chooses: there a letter is a letter. */
export const FIELDS =
  'input, textarea, select, [contenteditable], dialog, [role="menu"], [role="listbox"]';

const letters: Record<string, Act> = { '/': 'search', j: 'next', k: 'previous', '?': 'help' };

/**
 * What was meant by a key. `writing` where it is pressed inside of a field; `letters` whether keys
 * without Ctrl are wanted at all: they meet speech input and slips of the hand (WCAG 2.1.4).
 */
export function actOf(
  pressed: Pressed,
  { writing, letters: wanted }: { writing: boolean; letters: boolean },
): Act | undefined {
  if (pressed.isComposing || pressed.altKey) return undefined;
  if (pressed.ctrlKey || pressed.metaKey) {
    return pressed.key.toLowerCase() === 'k' ? 'palette' : undefined;
  }
  return writing || !wanted ? undefined : letters[pressed.key];
}

/** Which of so many rows is next, from the one where the focus is (-1: none) . */
export function rowAfter(current: number, rows: number, act: 'next' | 'previous'): number {
  if (rows === 0) return -1;
  if (current < 0) return act === 'next' ? 0 : rows - 1;
  return Math.min(rows - 1, Math.max(0, current + (act === 'next' ? 1 : -1)));
}

/** The number of a pledge in what somebody typed: "JB-2020-000073", "jb 73", "73". */
export function pledgeNumber(text: string): string | undefined {
  const found = /^\s*(?:jb[\s-]*(?:20\d\d[\s-]+)?)?0*(\d{1,15})\s*$/i.exec(text);
  return found?.[1];
}
