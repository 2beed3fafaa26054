import type { Lang } from '../words/lang.ts';

/** The reader's own choices. They live in this browser alone and work without storage too. */
export type Theme = 'system' | 'light' | 'dark';

const keep = (key: string, value: string) => {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is closed (private mode): the choice holds for this page.
  }
};

const kept = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};

export function theme(): Theme {
  const value = kept('ksbb.theme');
  return value === 'light' || value === 'dark' ? value : 'system';
}

export function setTheme(value: Theme): void {
  keep('ksbb.theme', value);
  if (value === 'system') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.setAttribute('data-theme', value);
}

/** Indonesian unless the reader chose otherwise: most readers' phones are set to English by default. */
export function lang(): Lang {
  return kept('ksbb.lang') === 'en' ? 'en' : 'id';
}

/** Whether somebody signed in here before: a hint for the public pages, which ignore cookies. */
export function hasOffice(): boolean {
  return kept('ksbb.office') === '1';
}

export function setHasOffice(value: boolean): void {
  keep('ksbb.office', value ? '1' : '0');
}

export function setLang(value: Lang): void {
  keep('ksbb.lang', value);
  document.documentElement.lang = value;
}

/** Whether plain letters act as shortcuts; they do until somebody turns them off. */
export function lettersOn(): boolean {
  return kept('ksbb.letters') !== '0';
}

export function setLetters(value: boolean): void {
  keep('ksbb.letters', value ? '1' : '0');
}
