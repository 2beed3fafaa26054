import type { Pair } from '../../words/lang.ts';
import type { NotificationKind } from '../__generated__/InboxPageQuery.graphql.ts';
import type { TopicName } from './topics.ts';

/** What a sentence may name, written in the reader's language; empty if it is not known. */
export type Facts = {
  /** The pledge by its number, or the trip, or "several pledges". */
  thing: string;
  unit: string;
  packages: string;
  by: string;
  amount: string;
  subject: string;
  when: string;
  outcome: string;
};

/** What is facts, by kind: a short name for filters and settings, and the sentence. */
export const kinds: Record<
  NotificationKind,
  { name: Pair; sentence: Pair<(facts: Facts) => string> }
> = {
  PLEDGE_SUBMITTED: {
    name: ['Janji masuk', 'Pledge to answer'],
    sentence: [
      ({ by, thing, packages }) => `${by} mengajukan ${thing}${packages && `: ${packages}`}.`,
      ({ by, thing, packages }) => `${by} made ${thing}${packages && `: ${packages}`}.`,
    ],
  },
  PLEDGE_ACCEPTED: {
    name: ['Janji disanggupi', 'Pledge accepted'],
    sentence: [
      ({ by, thing }) => `${by} menyanggupi ${thing}.`,
      ({ by, thing }) => `${by} accepted ${thing}.`,
    ],
  },
  PLEDGE_REJECTED: {
    name: ['Janji ditolak', 'Pledge rejected'],
    sentence: [
      ({ by, thing }) => `${by} menolak ${thing}.`,
      ({ by, thing }) => `${by} rejected ${thing}.`,
    ],
  },
  PLEDGE_COMMITTED: {
    name: ['Janji menjadi komitmen', 'Pledge committed'],
    sentence: [
      ({ thing, packages }) => `${packages} dari ${thing} menjadi komitmen.`,
      ({ thing, packages }) => `${packages} of ${thing} are committed.`,
    ],
  },
  PLEDGE_LAPSED: {
    name: ['Janji gugur', 'Pledge lapsed'],
    sentence: [
      ({ thing }) => `${thing} gugur: tidak disanggupi dalam waktunya.`,
      ({ thing }) => `${thing} lapsed: it was not accepted in time.`,
    ],
  },
  PLEDGE_WITHDRAWN: {
    name: ['Janji ditarik', 'Pledge withdrawn'],
    sentence: [
      ({ by, thing }) => `${by} menarik ${thing}.`,
      ({ by, thing }) => `${by} withdrew ${thing}.`,
    ],
  },
  WITHDRAWAL_REQUESTED: {
    name: ['Penarikan diminta', 'Withdrawal requested'],
    sentence: [
      ({ by, thing }) => `${by} meminta penarikan ${thing}.`,
      ({ by, thing }) => `${by} requests to withdraw ${thing}.`,
    ],
  },
  WITHDRAWAL_ANSWERED: {
    name: ['Penarikan dijawab', 'Withdrawal answered'],
    sentence: [
      ({ by, thing, outcome }) => `Penarikan ${thing} ${outcome} oleh ${by}.`,
      ({ by, thing, outcome }) => `The withdrawal of ${thing} was ${outcome} by ${by}.`,
    ],
  },
  WITHDRAWAL_TAKEN_BACK: {
    name: ['Penarikan dibatalkan', 'Withdrawal taken back'],
    sentence: [
      ({ by, thing }) => `${by} membatalkan permintaan menarik ${thing}.`,
      ({ by, thing }) => `${by} took back the request to withdraw ${thing}.`,
    ],
  },
  CLOSED_SHORT: {
    name: ['Janji ditutup kurang', 'Closed short'],
    sentence: [
      ({ by, thing, packages }) => `${by} menutup ${thing}: ${packages} tidak datang.`,
      ({ by, thing, packages }) => `${by} closed ${thing} short: ${packages} did not come.`,
    ],
  },
  CLOSING_CONTESTED: {
    name: ['Penutupan disanggah', 'Closing contested'],
    sentence: [
      ({ by, thing }) => `${by} menyanggah penutupan ${thing}.`,
      ({ by, thing }) => `${by} contests the closing of ${thing}.`,
    ],
  },
  CONTEST_DROPPED: {
    name: ['Sanggahan dicabut', 'Contest dropped'],
    sentence: [
      ({ by, thing }) => `${by} mencabut sanggahan atas penutupan ${thing}.`,
      ({ by, thing }) => `${by} no longer contests the closing of ${thing}.`,
    ],
  },
  CONTEST_ANSWERED: {
    name: ['Sanggahan diputuskan', 'Contest decided'],
    sentence: [
      ({ thing, outcome }) => `Diputuskan: penutupan ${thing} ${outcome}.`,
      ({ thing, outcome }) => `Decided: the closing of ${thing} ${outcome}.`,
    ],
  },
  CLOSING_TAKEN_BACK: {
    name: ['Penutupan dibatalkan', 'Closing taken back'],
    sentence: [
      ({ by, thing }) => `${by} membatalkan penutupan ${thing}.`,
      ({ by, thing }) => `${by} took back the closing of ${thing}.`,
    ],
  },
  REASSIGNED: {
    name: ['Janji dialihkan', 'Pledge reassigned'],
    sentence: [
      ({ by, thing, packages }) => `${by} melepas ${packages} dari ${thing} untuk pihak lain.`,
      ({ by, thing, packages }) => `${by} released ${packages} of ${thing} for others.`,
    ],
  },
  REASSIGNMENT_TAKEN_BACK: {
    name: ['Pengalihan dibatalkan', 'Reassignment taken back'],
    sentence: [
      ({ by, thing }) => `${by} membatalkan pengalihan ${thing}.`,
      ({ by, thing }) => `${by} took the reassignment of ${thing} back.`,
    ],
  },
  CONTRIBUTION_INTENDED: {
    name: ['Dana diniatkan', 'Money intended'],
    sentence: [
      ({ by, amount }) => `${by} berniat memberi ${amount}.`,
      ({ by, amount }) => `${by} intends to give ${amount}.`,
    ],
  },
  CONTRIBUTION_RECEIVED: {
    name: ['Dana diterima', 'Money received'],
    sentence: [
      ({ by, amount }) => `${by} menerima ${amount} dari Anda.`,
      ({ by, amount }) => `${by} received ${amount} from you.`,
    ],
  },
  GOODS_RECEIVED: {
    name: ['Barang masuk gudang', 'Goods received'],
    sentence: [
      ({ by, thing, packages }) => `${by} menerima ${packages} dari ${thing} di gudang.`,
      ({ by, thing, packages }) => `${by} counted in ${packages} of ${thing}.`,
    ],
  },
  DISPATCHED: {
    name: ['Pengiriman berangkat', 'Shipment left'],
    sentence: [
      ({ thing, packages, unit }) => `${packages} berangkat ke ${unit} (${thing}).`,
      ({ thing, packages, unit }) => `${packages} left for ${unit} (${thing}).`,
    ],
  },
  HANDED_OVER: {
    name: ['Diserahkan', 'Handed over'],
    sentence: [
      ({ thing, unit }) => `Diserahkan di ${unit}; bukti ditunggu (${thing}).`,
      ({ thing, unit }) => `Handed over at ${unit}; the proof is awaited (${thing}).`,
    ],
  },
  STOP_FAILED: {
    name: ['Gagal diserahkan', 'Not handed over'],
    sentence: [
      ({ thing, unit }) => `Tidak dapat diserahkan di ${unit} (${thing}).`,
      ({ thing, unit }) => `Could not be handed over at ${unit} (${thing}).`,
    ],
  },
  PROVEN: {
    name: ['Penerimaan terbukti', 'Received, with proof'],
    sentence: [
      ({ thing, unit, outcome }) => `Diterima di ${unit} ${outcome} (${thing}).`,
      ({ thing, unit, outcome }) => `Received at ${unit}, ${outcome} (${thing}).`,
    ],
  },
  BAST_READY: {
    name: ['BAST terbit', 'BAST ready'],
    sentence: [
      ({ thing, unit }) => `BAST untuk ${unit} sudah terbit (${thing}).`,
      ({ thing, unit }) => `The BAST for ${unit} is ready (${thing}).`,
    ],
  },
  DISCREPANCY_OPENED: {
    name: ['Selisih tercatat', 'Damaged or missing'],
    sentence: [
      ({ thing, packages, unit }) => `${packages} rusak atau hilang di ${unit} (${thing}).`,
      ({ thing, packages, unit }) => `${packages} damaged or missing at ${unit} (${thing}).`,
    ],
  },
  DISCREPANCY_SETTLED: {
    name: ['Selisih diselesaikan', 'Discrepancy settled'],
    sentence: [
      ({ thing, packages, unit, outcome }) =>
        `Selisih ${packages} di ${unit} ${outcome} (${thing}).`,
      ({ thing, packages, unit, outcome }) =>
        `${packages} damaged or missing at ${unit}: ${outcome} (${thing}).`,
    ],
  },
  DISPUTE_OPENED: {
    name: ['Hitungan berbeda', 'Counts differ'],
    sentence: [
      ({ thing, unit }) => `Hitungan kurir dan unit di ${unit} berbeda (${thing}).`,
      ({ thing, unit }) => `Courier and unit counted differently at ${unit} (${thing}).`,
    ],
  },
  DISPUTE_MESSAGE: {
    name: ['Pesan sengketa', 'Message in a dispute'],
    sentence: [
      ({ by, thing, unit }) => `${by} menulis pesan tentang hitungan di ${unit} (${thing}).`,
      ({ by, thing, unit }) => `${by} wrote about the dispute at ${unit} (${thing}).`,
    ],
  },
  DISPUTE_DECIDED: {
    name: ['Hitungan diputuskan', 'Dispute decided'],
    sentence: [
      ({ thing, unit }) => `Perbedaan hitungan di ${unit} sudah diputuskan (${thing}).`,
      ({ thing, unit }) => `The dispute about ${unit} is decided (${thing}).`,
    ],
  },
  VERIFICATION_DRAWN: {
    name: ['Terpilih dalam sampel', 'Drawn for verification'],
    sentence: [
      ({ when }) => `Kiriman Anda ${when} terpilih dalam sampel verifikasi.`,
      ({ when }) => `Deliveries of yours ${when} were drawn for verification.`,
    ],
  },
  VERIFICATION_ASSIGNED: {
    name: ['Tugas verifikasi', 'Verification to do'],
    sentence: [
      ({ unit }) => `Kiriman di ${unit} menunggu Anda verifikasi.`,
      ({ unit }) => `A delivery at ${unit} waits for your verification.`,
    ],
  },
  VERIFICATION_AGREED: {
    name: ['Verifikasi: sesuai', 'Verification: agrees'],
    sentence: [
      ({ thing, unit }) => `Verifikasi di ${unit}: jumlahnya sesuai (${thing}).`,
      ({ thing, unit }) => `Verification at ${unit}: the numbers agree (${thing}).`,
    ],
  },
  VERIFICATION_DIFFERED: {
    name: ['Verifikasi: berbeda', 'Verification: differs'],
    sentence: [
      ({ thing, unit }) => `Verifikasi di ${unit}: jumlahnya berbeda (${thing}).`,
      ({ thing, unit }) => `Verification at ${unit}: the numbers differ (${thing}).`,
    ],
  },
  AGREEMENT_ENDING: {
    name: ['PKS segera berakhir', 'Agreement ends soon'],
    sentence: [
      ({ subject, when }) => `PKS ${subject} berakhir ${when}.`,
      ({ subject, when }) => `The agreement of ${subject} ends ${when}.`,
    ],
  },
  PERMIT_ENDING: {
    name: ['Izin PUB segera berakhir', 'Permit ends soon'],
    sentence: [
      ({ subject, when }) => `Izin PUB ${subject} berakhir ${when}.`,
      ({ subject, when }) => `The collection permit of ${subject} ends ${when}.`,
    ],
  },
  ORGANISATION_APPLIED: {
    name: ['Organisasi mendaftar', 'Organisation applied'],
    sentence: [
      ({ subject }) => `${subject} mendaftar dan menunggu verifikasi.`,
      ({ subject }) => `${subject} applied and waits for verification.`,
    ],
  },
  ORGANISATION_VERIFIED: {
    name: ['Organisasi terverifikasi', 'Organisation verified'],
    sentence: [
      ({ subject }) => `${subject} sudah terverifikasi.`,
      ({ subject }) => `${subject} is verified.`,
    ],
  },
  ORGANISATION_REJECTED: {
    name: ['Pendaftaran ditolak', 'Application rejected'],
    sentence: [
      ({ subject }) => `Pendaftaran ${subject} ditolak.`,
      ({ subject }) => `The application of ${subject} was rejected.`,
    ],
  },
  ORGANISATION_SUSPENDED: {
    name: ['Organisasi ditangguhkan', 'Organisation suspended'],
    sentence: [
      ({ subject }) => `${subject} ditangguhkan.`,
      ({ subject }) => `${subject} is suspended.`,
    ],
  },
};

/** How it ended, as the server names it. */
export const outcomes: Record<string, Pair> = {
  AGREED: ['disetujui', 'agreed to'],
  REFUSED: ['ditolak', 'refused'],
  UPHELD: ['tetap berlaku', 'stands'],
  OVERRULED: ['harus dibatalkan', 'has to be taken back'],
  REPLACED: ['diganti dengan paket baru', 'replaced'],
  RETURNED_TO_NEED: ['dikembalikan ke kebutuhan', 'returned to the need'],
  WRITTEN_OFF: ['dihapuskan', 'written off'],
  UNIT: ['menurut unit', 'according to the unit'],
  EXECUTOR: ['menurut pelaksana', 'according to the executor'],
};

/** What the topics are called. */
export const topicName: Record<TopicName, Pair> = {
  janji: ['Janji bantuan', 'Pledges'],
  kiriman: ['Pengiriman', 'Deliveries'],
  selisih: ['Selisih dan sengketa', 'Discrepancies and disputes'],
  verifikasi: ['Verifikasi', 'Verification'],
  dana: ['Dana', 'Money'],
  organisasi: ['Organisasi dan izin', 'Organisations and permits'],
};
