import type { Lang } from '../../../words/lang.ts';

const words = { id: 'Keadaan', en: 'As of' } as const;

/** "Keadaan 3 Mei 2020, 12.00 WIB." */
export const asOf = (when: string, lang: Lang) => `${words[lang]} ${when}.`;
