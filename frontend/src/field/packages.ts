import { midSentence, packageName as names } from '../words/glossary.ts';
import { type Lang, textIn } from '../words/lang.ts';
import type { Sent } from './store/types.ts';

/** What a kind of package is called within a sentence. */
export function packageName({ code, name }: Pick<Sent, 'code' | 'name'>, lang: Lang): string {
  const pair = names[code as keyof typeof names];
  return midSentence(pair ? textIn(pair, lang) : name);
}

/** Ready meals are needed every day, and can't be kept for another. */
export const isMeal = ({ every }: Sent): boolean => every === 'DAY';
