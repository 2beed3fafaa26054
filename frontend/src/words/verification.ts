import type { StateWord } from './glossary.ts';

export const verificationState: Record<string, StateWord> = {
  DRAWN: { tone: 'waiting', word: ['belum dihitung', 'not counted yet'] },
  AGREES: { tone: 'good', word: ['sesuai', 'agrees'] },
  DIFFERS: { tone: 'stopped', word: ['berbeda', 'differs'] },
};
