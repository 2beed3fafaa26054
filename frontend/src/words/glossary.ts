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
  goodsReceipt: ['tanda terima barang', 'goods receipt'],
  shipment: ['pengiriman', 'shipment'],
  stop: ['pemberhentian', 'stop'],
  load: ['muatan', 'load'],
  handover: ['serah terima', 'handover'],
  bast: ['BAST (berita acara serah terima)', 'BAST (document of a handover)'],
  discrepancy: ['selisih', 'discrepancy'],
  slip: ['slip terima', 'slip'],
  slipCode: ['kode slip', 'code of a slip'],
  inbox: ['kotak masuk', 'inbox'],
  recap: ['rekap', 'recap'],
  ladder: ['capaian', 'progress'],
  donor: ['donatur', 'donor'],
  aggregator: ['agregator', 'aggregator'],
  unmet: ['belum terpenuhi', 'not yet met'],
  met: ['terpenuhi', 'met'],
  complaint: ['pengaduan', 'complaint'],
  proposal: ['usulan data', 'proposal'],
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
  LEBARAN: ['Paket Lebaran', 'Lebaran package'],
  THR: ['THR', 'Holiday allowance (THR)'],
} as const satisfies Record<string, Pair>;

/** A package's name within a sentence: "paket Lebaran", "Lebaran package", "THR". */
export const midSentence = (name: string) =>
  name.replace(/^(?!Leb)[A-Z](?=[a-z])/, (first) => first.toLowerCase());

export const channel = {
  DIRECT: ['Langsung ke unit', 'Directly to the unit'],
  VIA_AGGREGATOR: ['Melalui agregator', 'Through an aggregator'],
  VIA_PEMPROV: ['Melalui Pemprov', 'Through the provincial government'],
} as const satisfies Record<string, Pair>;

/** In what capacity somebody moved a thing. */
export const party = {
  ANYBODY: ['pendaftar', 'applicant'],
  GIVER: ['pemberi', 'giver'],
  EXECUTOR: ['pelaksana', 'executor'],
  PEMPROV: ['Pemprov', 'provincial government'],
  FIELD: ['petugas lapangan', 'field staff'],
  UNIT: ['unit penerima', 'receiving unit'],
  KELURAHAN: ['petugas kelurahan', 'kelurahan officer'],
  VERIFIER: ['verifikator', 'verifier'],
  SYSTEM: ['sistem', 'system'],
} as const satisfies Record<string, Pair>;

/** What a state looks like beside its word: the colour repeats the word, never replaces it. */
export type Tone = 'plain' | 'waiting' | 'good' | 'strong' | 'stopped';

export type StateWord = { readonly word: Pair; readonly tone: Tone };

export const organisationState: Record<string, StateWord> = {
  APPLIED: { tone: 'waiting', word: ['menunggu verifikasi', 'awaiting verification'] },
  VERIFIED: { tone: 'good', word: ['terverifikasi', 'verified'] },
  REJECTED: { tone: 'stopped', word: ['ditolak', 'rejected'] },
  SUSPENDED: { tone: 'stopped', word: ['ditangguhkan', 'suspended'] },
};

export const agreementState: Record<string, StateWord> = {
  DRAFT: { tone: 'plain', word: ['konsep', 'draft'] },
  SUBMITTED: { tone: 'waiting', word: ['diajukan', 'submitted'] },
  ACTIVE: { tone: 'good', word: ['berlaku', 'in force'] },
  SUSPENDED: { tone: 'stopped', word: ['ditangguhkan', 'suspended'] },
  EXPIRED: { tone: 'stopped', word: ['berakhir', 'expired'] },
  TERMINATED: { tone: 'stopped', word: ['diakhiri', 'terminated'] },
};

export const needState: Record<string, StateWord> = {
  DRAFT: { tone: 'plain', word: ['konsep', 'draft'] },
  PUBLISHED: { tone: 'good', word: ['terbuka', 'open'] },
  CLOSED: { tone: 'plain', word: ['ditutup', 'closed'] },
};

export const allocationState: Record<string, StateWord> = {
  HELD: { tone: 'waiting', word: ['ditahan', 'held'] },
  COMMITTED: { tone: 'strong', word: ['komitmen', 'committed'] },
  FULFILLED: { tone: 'good', word: ['terpenuhi', 'fulfilled'] },
  RELEASED: { tone: 'stopped', word: ['dilepas', 'released'] },
};

export const contributionState: Record<string, StateWord> = {
  INTENDED: { tone: 'waiting', word: ['diniatkan', 'intended'] },
  RECEIVED: { tone: 'strong', word: ['diterima', 'received'] },
  SPENT: { tone: 'good', word: ['dibelanjakan', 'spent on packages'] },
  RETURNED: { tone: 'stopped', word: ['dikembalikan', 'returned'] },
  WITHDRAWN: { tone: 'stopped', word: ['ditarik', 'withdrawn'] },
};

export const deliveryState: Record<string, StateWord> = {
  ON_THE_WAY: { tone: 'strong', word: ['di jalan', 'on the way'] },
  REPORTED: { tone: 'waiting', word: ['menunggu bukti', 'awaiting proof'] },
  RECEIVED: { tone: 'good', word: ['diterima', 'received'] },
  DISPUTED: { tone: 'stopped', word: ['jumlahnya berbeda', 'numbers differ'] },
  FAILED: { tone: 'stopped', word: ['gagal', 'failed'] },
};

/** Whose word says that packages were received. */
export const proofSide = {
  UNIT: ['menurut unit', 'according to the unit'],
  EXECUTOR: ['menurut pelaksana', 'according to the executor'],
} as const satisfies Record<string, Pair>;

/** Words the screens must not use, each with the word that takes its place. */
export const avoided: Record<string, string> = {
  klaim: 'janji bantuan',
  submit: 'kirim',
  tenant: 'organisasi',
  penyaluran: 'pengiriman / serah terima',
  tersalurkan: 'diterima',
};
