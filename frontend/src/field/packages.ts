import { packageName as names } from '../words/glossary.ts';
import { type Lang, textIn } from '../words/lang.ts';
import type { Sent } from './store/types.ts';

/** What a kind of package is called within a sentence. */
export function packageName({ code, name }: Pick<Sent, 'code' | 'name'>, lang: Lang): string {
  const pair = names[code as keyof typeof names];
  const word = pair ? textIn(pair, lang) : name;
  // A word of capitals alone, as THR, stays as it is.
  const second = word.charAt(1);
  if (second === second.toUpperCase()) return word;
  return word.charAt(0).toLowerCase() + word.slice(1);
}
