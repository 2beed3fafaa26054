import { createContext, useContext } from 'react';

export type Lang = 'id' | 'en';

/** One text in both languages. The pair keeps them together: none can be forgotten. */
export type Pair<T = string> = readonly [id: T, en: T];

// A build in one language holds one text of each pair: scripts/language_plugin.ts.
const only: Lang | undefined = import.meta.env.KSBB_BUILD_LANG;

const LangContext = createContext<Lang>('id');

export const LangProvider = LangContext.Provider;

export function useLang(): Lang {
  const chosen = useContext(LangContext);
  return only ?? chosen;
}

/** One side of a pair. */
export const textIn = <T>(pair: Pair<T>, lang: Lang): T => pair[only || lang === 'id' ? 0 : 1];

/** Picks the reader's side of a pair: `const t = useText(); t(words.title)`. */
export function useText(): <T>(pair: Pair<T>) => T {
  const lang = useLang();
  return (pair) => textIn(pair, lang);
}

/** English alone needs it: "1 unit", "2 units", "1,340 units". The number is written already. */
export const counted = (count: string, one: string) => `${count} ${one}${count === '1' ? '' : 's'}`;
