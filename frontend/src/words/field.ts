import type { StateWord } from './glossary.ts';

/** What the office did with what a phone left to it. */
export const fieldEntryState: Record<string, StateWord> = {
  WAITING: { tone: 'waiting', word: ['menunggu keputusan Anda', 'waits for your decision'] },
  RECORDED: { tone: 'good', word: ['dicatat', 'recorded'] },
  DISMISSED: { tone: 'stopped', word: ['diabaikan', 'dismissed'] },
};
