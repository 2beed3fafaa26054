import { createContext, type ReactNode, useContext, useState } from 'react';
import { lang as kept, setLang } from '../../ui/preferences.ts';
import { type Lang, LangProvider } from '../../words/lang.ts';

const Choose = createContext<(lang: Lang) => void>(() => undefined);

/** How the reader changes the language, from wherever the switch stands. */
export function useChooseLang(): (lang: Lang) => void {
  return useContext(Choose);
}

/** The office speaks both languages and changes at once. */
export function Languages({ children }: { children: ReactNode }) {
  const [lang, choose] = useState<Lang>(() => {
    const first = kept();
    document.documentElement.lang = first;
    return first;
  });
  const change = (next: Lang) => {
    setLang(next);
    choose(next);
  };
  return (
    <LangProvider value={lang}>
      <Choose value={change}>{children}</Choose>
    </LangProvider>
  );
}
