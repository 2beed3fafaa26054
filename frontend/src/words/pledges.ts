import type { StateWord } from './glossary.ts';

/** Beside the glossary, whose words every public page loads. */
export const pledgeState: Record<string, StateWord> = {
  DRAFT: { tone: 'plain', word: ['konsep', 'draft'] },
  SUBMITTED: { tone: 'waiting', word: ['diajukan', 'submitted'] },
  ACCEPTED: { tone: 'waiting', word: ['disanggupi pelaksana', 'taken on by the executor'] },
  COMMITTED: { tone: 'strong', word: ['komitmen', 'committed'] },
  COMPLETED: { tone: 'good', word: ['selesai', 'completed'] },
  REJECTED: { tone: 'stopped', word: ['ditolak', 'rejected'] },
  WITHDRAWN: { tone: 'stopped', word: ['ditarik', 'withdrawn'] },
  LAPSED: { tone: 'stopped', word: ['gugur', 'lapsed'] },
};

export const closingState: Record<string, StateWord> = {
  CLOSED: { tone: 'stopped', word: ['ditutup kurang', 'closed short'] },
  CONTESTED: { tone: 'waiting', word: ['disanggah', 'contested'] },
  UPHELD: { tone: 'stopped', word: ['tetap berlaku', 'upheld'] },
  OVERRULED: { tone: 'waiting', word: ['sanggahan diterima', 'objection accepted'] },
  TAKEN_BACK: { tone: 'plain', word: ['dibatalkan', 'taken back'] },
};
