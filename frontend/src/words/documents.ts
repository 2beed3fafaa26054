import type { StateWord } from './glossary.ts';

export const bastState: Record<string, StateWord> = {
  DRAFT: { tone: 'plain', word: ['terbit', 'issued'] },
  COUNTERSIGNED: { tone: 'good', word: ['ditandatangani kedua pihak', 'countersigned'] },
  SUPERSEDED: { tone: 'plain', word: ['diganti versi baru', 'superseded'] },
};
