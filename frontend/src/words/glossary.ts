import type { Pair } from './lang.ts';

/**
 * The words of the domain on screen, each once. Pages take them from here; a word that is not here
 * is not a word of the domain. Keys of the groups are the enum values of the GraphQL contract.
 */
export const term = {
  organisation: ['organisasi', 'organisation'],
  programme: ['program', 'programme'],
  phase: ['tahap', 'phase'],
  package: ['paket', 'package'],
  area: ['wilayah', 'area'],
  unit: ['unit prioritas', 'priority unit'],
  need: ['kebutuhan', 'need'],
  agreement: ['PKS', 'agreement (PKS)'],
  permit: ['izin PUB', 'collection permit (PUB)'],
  pledge: ['janji bantuan', 'pledge'],
  giveHelp: ['Beri bantuan', 'Give help'],
  allocation: ['alokasi', 'allocation'],
  contribution: ['kontribusi', 'contribution'],
  shipment: ['pengiriman', 'shipment'],
  handover: ['serah terima (BAST)', 'handover (BAST)'],
  recap: ['rekap', 'recap'],
  ladder: ['capaian', 'progress'],
  donor: ['donatur', 'donor'],
  aggregator: ['agregator', 'aggregator'],
  unmet: ['belum terpenuhi', 'not yet met'],
  met: ['terpenuhi', 'met'],
  families: ['KK', 'families'],
} as const satisfies Record<string, Pair>;

/** The rungs of the ladder, lowest first. */
export const rungs = ['pledged', 'committed', 'dispatched', 'received', 'verified'] as const;
export type Rung = (typeof rungs)[number];

export const rungWord = {
  pledged: ['menunggu konfirmasi', 'awaiting confirmation'],
  committed: ['komitmen', 'committed'],
  dispatched: ['dikirim', 'dispatched'],
  received: ['diterima', 'received'],
  verified: ['terverifikasi', 'verified'],
} as const satisfies Record<Rung, Pair>;

export const organisationKind = {
  PEMPROV: ['Pemprov', 'Provincial government'],
  AGGREGATOR: ['Agregator', 'Aggregator'],
  DONOR: ['Donatur', 'Donor'],
} as const satisfies Record<string, Pair>;

export const unitKind = {
  RW: ['RW', 'RW'],
  PESANTREN: ['Pesantren', 'Pesantren'],
  PANTI_ASUHAN: ['Panti asuhan', 'Children’s home'],
  PANTI_JOMPO: ['Panti jompo', 'Home for the elderly'],
  PANTI_DISABILITAS: ['Panti disabilitas', 'Home for disabled people'],
  PANTI_SOSIAL: ['Panti sosial', 'Social home'],
} as const satisfies Record<string, Pair>;

export const packageName = {
  SEMBAKO: ['Paket sembako', 'Staple food package'],
  SIAP_SAJI: ['Paket makanan siap saji', 'Ready meal'],
  LEBARAN: ['Paket lebaran', 'Lebaran package'],
  THR: ['THR', 'Holiday allowance (THR)'],
} as const satisfies Record<string, Pair>;

export const channel = {
  DIRECT: ['Langsung ke unit', 'Directly to the unit'],
  VIA_AGGREGATOR: ['Melalui agregator', 'Through an aggregator'],
  VIA_PEMPROV: ['Melalui Pemprov', 'Through the provincial government'],
} as const satisfies Record<string, Pair>;

export const role = {
  OWNER: ['Pemilik', 'Owner'],
  OPERATOR: ['Operator', 'Operator'],
  VIEWER: ['Pengamat', 'Viewer'],
  FIELD: ['Lapangan', 'Field'],
  KELURAHAN: ['Kelurahan', 'Kelurahan'],
  VERIFIER: ['Verifikator', 'Verifier'],
} as const satisfies Record<string, Pair>;

/** What a state looks like beside its word: the colour repeats the word, never replaces it. */
export type Tone = 'plain' | 'waiting' | 'good' | 'strong' | 'stopped';

type StateWord = { readonly word: Pair; readonly tone: Tone };

const state = (tone: Tone, id: string, en: string): StateWord => ({ word: [id, en], tone });

export const organisationState: Record<string, StateWord> = {
  APPLIED: state('waiting', 'menunggu verifikasi', 'awaiting verification'),
  VERIFIED: state('good', 'terverifikasi', 'verified'),
  REJECTED: state('stopped', 'ditolak', 'rejected'),
  SUSPENDED: state('stopped', 'ditangguhkan', 'suspended'),
};

export const agreementState: Record<string, StateWord> = {
  DRAFT: state('plain', 'draf', 'draft'),
  SUBMITTED: state('waiting', 'diajukan', 'submitted'),
  ACTIVE: state('good', 'berlaku', 'in force'),
  SUSPENDED: state('stopped', 'ditangguhkan', 'suspended'),
  EXPIRED: state('stopped', 'berakhir', 'expired'),
  TERMINATED: state('stopped', 'diakhiri', 'terminated'),
};

export const needState: Record<string, StateWord> = {
  DRAFT: state('plain', 'draf', 'draft'),
  PUBLISHED: state('good', 'terbuka', 'open'),
  CLOSED: state('plain', 'ditutup', 'closed'),
};

export const pledgeState: Record<string, StateWord> = {
  DRAFT: state('plain', 'draf', 'draft'),
  SUBMITTED: state('waiting', 'menunggu konfirmasi', 'awaiting confirmation'),
  ACCEPTED: state('waiting', 'disetujui pelaksana', 'accepted by the executor'),
  COMMITTED: state('strong', 'komitmen', 'committed'),
  COMPLETED: state('good', 'selesai', 'completed'),
  REJECTED: state('stopped', 'ditolak', 'rejected'),
  WITHDRAWN: state('stopped', 'ditarik', 'withdrawn'),
  LAPSED: state('stopped', 'kedaluwarsa', 'lapsed'),
};

export const allocationState: Record<string, StateWord> = {
  HELD: state('waiting', 'ditahan', 'held'),
  COMMITTED: state('strong', 'komitmen', 'committed'),
  FULFILLED: state('good', 'terpenuhi', 'fulfilled'),
  RELEASED: state('stopped', 'dilepas', 'released'),
};

export const contributionState: Record<string, StateWord> = {
  INTENDED: state('waiting', 'direncanakan', 'intended'),
  RECEIVED: state('strong', 'diterima', 'received'),
  SPENT: state('good', 'menjadi paket', 'spent on packages'),
  RETURNED: state('stopped', 'dikembalikan', 'returned'),
};

/** Words the screens must not use, each with the word that takes its place. */
export const avoided: Record<string, string> = {
  klaim: 'janji bantuan',
  submit: 'kirim',
  tenant: 'organisasi',
  penyaluran: 'pengiriman / serah terima',
  tersalurkan: 'diterima',
};
