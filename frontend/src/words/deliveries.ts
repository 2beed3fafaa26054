import type { StateWord } from './glossary.ts';
import type { Pair } from './lang.ts';

export const shipmentState: Record<string, StateWord> = {
  PLANNED: { tone: 'waiting', word: ['direncanakan', 'planned'] },
  DISPATCHED: { tone: 'strong', word: ['di jalan', 'on the way'] },
  CLOSED: { tone: 'good', word: ['selesai', 'finished'] },
  CANCELLED: { tone: 'stopped', word: ['dibatalkan', 'cancelled'] },
};

export const stopState: Record<string, StateWord> = {
  PLANNED: { tone: 'waiting', word: ['direncanakan', 'planned'] },
  ON_THE_WAY: { tone: 'strong', word: ['di jalan', 'on the way'] },
  HANDED_OVER: { tone: 'good', word: ['diserahkan', 'handed over'] },
  FAILED: { tone: 'stopped', word: ['gagal', 'failed'] },
  CANCELLED: { tone: 'stopped', word: ['dibatalkan', 'cancelled'] },
};

export const handoverState: Record<string, StateWord> = {
  REPORTED: { tone: 'waiting', word: ['menunggu bukti', 'awaiting proof'] },
  PROVEN: { tone: 'good', word: ['terbukti', 'proven'] },
  VERIFIED: { tone: 'good', word: ['terverifikasi', 'verified'] },
  DISPUTED: { tone: 'stopped', word: ['jumlahnya berbeda', 'numbers differ'] },
  RESOLVED: { tone: 'good', word: ['diputuskan', 'decided'] },
  SECOND_REPORT: { tone: 'waiting', word: ['laporan kedua', 'second report'] },
  SUPERSEDED: { tone: 'plain', word: ['digantikan', 'replaced by another report'] },
  FAILED: { tone: 'stopped', word: ['gagal', 'failed'] },
};

export const discrepancyState: Record<string, StateWord> = {
  OPEN: { tone: 'waiting', word: ['belum diselesaikan', 'open'] },
  REPLACED: { tone: 'good', word: ['diganti', 'replaced'] },
  RETURNED_TO_NEED: { tone: 'plain', word: ['untuk unit lain', 'for another unit'] },
  WRITTEN_OFF: { tone: 'plain', word: ['dihapuskan', 'written off'] },
  VOID: { tone: 'plain', word: ['tidak berlaku', 'void'] },
};

/** Of a discrepancy: ready meals that were brought back. */
export const spoiledMeals: Pair = [
  'dibawa kembali, tidak dapat disimpan',
  'brought back, can’t be kept',
];

export const proofMethod = {
  CODE: ['kode unit', 'code of the unit'],
  KELURAHAN: ['petugas kelurahan', 'kelurahan officer'],
  COURIER_CODE: ['kode di ponsel kurir', 'code on the courier’s phone'],
  SIGNATURE: ['tanda tangan', 'signature'],
  PAPER: ['surat bertanda tangan', 'signed paper'],
} as const satisfies Record<string, Pair>;

export const evidenceKind = {
  STACK_PHOTO: ['foto paket', 'photo of the packages'],
  SIGNATURE: proofMethod.SIGNATURE,
  PAPER: proofMethod.PAPER,
  DOCUMENT: ['dokumen pemasok', 'supplier’s document'],
} as const satisfies Record<string, Pair>;
