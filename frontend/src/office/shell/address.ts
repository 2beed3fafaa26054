import type { Lang } from '../../words/lang.ts';

/** Every address of the office, below `/kantor`, and the public ones it leads to. */
export const office = '/kantor';

/** The number in a global id, for addresses: "UGxlZGdlOjEy" is Pledge:12. */
export function numberOf(id: string): string {
  return atob(id).split(':')[1] ?? '';
}

/** The global id of a row, from its type and the number in the address. */
export function globalId(type: string, number: string): string {
  return btoa(`${type}:${number}`);
}

export const to = {
  home: office,
  apply: `${office}/daftar`,
  pledges: `${office}/janji`,
  pledge: (id: string) => `${office}/janji/${numberOf(id)}`,
  newPledge: `${office}/janji/baru`,
  incoming: `${office}/janji-masuk`,
  allocate: (id: string) => `${office}/janji/${numberOf(id)}/alokasi`,
  fund: (id: string) => `${office}/janji/${numberOf(id)}/dana`,
  contributions: `${office}/kontribusi`,
  shipments: `${office}/pengiriman`,
  shipment: (id: string) => `${office}/pengiriman/${numberOf(id)}`,
  lateShipment: `${office}/pengiriman/belakangan`,
  planShipment: `${office}/pengiriman/baru`,
  changeShipment: (id: string) => `${office}/pengiriman/${numberOf(id)}/ubah`,
  handovers: `${office}/serah-terima`,
  handover: (id: string) => `${office}/serah-terima/${numberOf(id)}`,
  disputes: `${office}/sengketa`,
  arriving: `${office}/kiriman`,
  shipmentDocuments: (id: string) => `${office}/pengiriman/${numberOf(id)}/dokumen`,
  tripPapers: (id: string) => `/kertas/${numberOf(id)}.pdf`,
  bast: (code: string, lang: Lang) => `${lang === 'en' ? '/en' : ''}/bast/${code}`,
  withdrawal: (id: string) => `${office}/janji/${numberOf(id)}/penarikan`,
  early: (id: string) => `${office}/janji/${numberOf(id)}/sudah-diantar`,
  lineage: (id: string) => `${office}/janji/${numberOf(id)}/perjalanan`,
  closing: (id: string) => `${office}/janji/${numberOf(id)}/kekurangan`,
  depot: `${office}/gudang`,
  slips: `${office}/slip`,
  reassignments: `${office}/pengalihan`,
  verifications: `${office}/verifikasi`,
  members: `${office}/anggota`,
  agreements: `${office}/pks`,
  queue: `${office}/antrean`,
  organisations: `${office}/organisasi`,
  needs: `${office}/kebutuhan`,
  units: `${office}/unit`,
  gaps: `${office}/kesenjangan`,
  audit: `${office}/audit`,
  report: `${office}/laporan`,
  today: `${office}/tugas`,
  profile: `${office}/organisasi-kami`,
  sheets: `${office}/ekspor`,
  complaints: `${office}/pengaduan`,
  complaint: (id: string) => `${office}/pengaduan/${numberOf(id)}`,
  proposals: `${office}/usulan`,
  proposal: (id: string) => `${office}/usulan/${numberOf(id)}`,
  signIn: '/masuk',
  public: '/',
  publicUnits: '/unit',
  publicRecap: '/transparansi/rekap',
  publicRows: '/transparansi/rincian',
  publicDeliveries: '/transparansi/kiriman',
  publicTotals: '/transparansi',
  publicSample: (lang: Lang) => `${lang === 'en' ? '/en' : ''}/transparansi/sampel`,
  account: `${office}/saya`,
  notifications: `${office}/saya/pemberitahuan`,
  inbox: `${office}/kotak-masuk`,
  tenant: (id: string) => `${office}/organisasi/${numberOf(id)}`,
  observed: (id: string) => `${office}/organisasi/${numberOf(id)}/pengamat`,
  unitAtWork: (code: string) => `${office}/unit/${encodeURIComponent(code)}`,
  contribution: (id: string) => `${office}/kontribusi/${numberOf(id)}`,
  unit: (code: string) => `/unit/${encodeURIComponent(code)}`,
  organisation: (id: string) => `/organisasi/${encodeURIComponent(id)}`,
} as const;

/** Where anybody follows a pledge by its public code. */
export const tracked = (code: string, lang: 'id' | 'en') =>
  `${lang === 'en' ? '/en' : ''}/lacak/${encodeURIComponent(code)}`;

/** An address with these parameters; those that are empty are left out. */
export function withQuery(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((each): each is [string, string] => !!each[1]);
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}

/** The contributions with the form for a new one open. */
export const newContribution = withQuery(to.contributions, { baru: 'ya' });

/** An organisation's own pledges that wait for an answer or a confirmation. */
export const waitingPledges = withQuery(to.pledges, { lihat: 'menunggu' });

/** The incoming pledges, narrowed to what `incomingViews` names so. */
export const incomingView = (lihat: string) => withQuery(to.incoming, { lihat });

/** The depot with the form for goods that came in open, for one pledge. */
export const receiveFor = (id: string) => withQuery(to.depot, { janji: numberOf(id) });

/** The depot with the form for goods that replace a discrepancy open. */
export const replacementOf = (id: string) => withQuery(to.depot, { selisih: numberOf(id) });
