import type { StateWord } from './glossary.ts';
import type { Pair } from './lang.ts';

/** What a complaint is about. */
export const complaintAbout = {
  UNIT: ['Unit prioritas (RW, panti, pesantren)', 'A priority unit (RW, home, pesantren)'],
  ORGANISATION: ['Organisasi (donatur atau agregator)', 'An organisation (donor or aggregator)'],
  PLEDGE: ['Janji bantuan', 'A pledge'],
  FIGURE: ['Angka di halaman publik', 'A figure on the public pages'],
  OTHER: ['Lainnya', 'Something else'],
} as const satisfies Record<string, Pair>;

/** What went wrong, as a complaint says it. */
export const complaintProblem = {
  NOT_RECEIVED: ['Bantuan belum sampai', 'Aid has not come'],
  SHORT: ['Isinya kurang, rusak, atau sudah dibuka', 'It was short, damaged or opened'],
  WRONG_TARGET: ['Tidak sampai ke yang memerlukan', 'It did not go to those who need it'],
  MONEY_ASKED: ['Diminta uang atau imbalan', 'Money or a favour was asked for'],
  CROWD: ['Pembagiannya menimbulkan kerumunan', 'The distribution drew a crowd'],
  WRONG_FIGURE: ['Angka atau datanya keliru', 'A figure or other data are wrong'],
  OTHER: ['Hal lain', 'Something else'],
} as const satisfies Record<string, Pair>;

export const complaintState: Record<string, StateWord> = {
  RECEIVED: { tone: 'waiting', word: ['baru', 'new'] },
  IN_HAND: { tone: 'strong', word: ['sedang ditangani', 'in hand'] },
  ANSWERED: { tone: 'good', word: ['dijawab', 'answered'] },
  CLOSED: { tone: 'stopped', word: ['ditutup', 'closed'] },
};

export const proposalState: Record<string, StateWord> = {
  RECEIVED: { tone: 'waiting', word: ['baru', 'new'] },
  ACCEPTED: { tone: 'good', word: ['dipakai', 'accepted'] },
  DECLINED: { tone: 'stopped', word: ['tidak dipakai', 'declined'] },
};

/** Who knows the figures that are proposed for a unit. */
export const proposalSource = {
  RT_RW: ['Pengurus RT/RW', 'RT/RW officers'],
  KELURAHAN: ['Kelurahan', 'The kelurahan'],
  INSTITUTION: ['Pengurus lembaga', 'The institution’s management'],
  RESIDENT: ['Warga', 'A resident'],
} as const satisfies Record<string, Pair>;
