import type { StateWord } from './glossary.ts';

export const goodsReceiptState: Record<string, StateWord> = {
  RECORDED: { tone: 'good', word: ['tercatat', 'recorded'] },
  REVERSED: { tone: 'stopped', word: ['dibatalkan', 'taken back'] },
};
