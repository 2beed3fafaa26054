/** Every address of the office, below `/kantor`, and the public ones it leads to. */
export const office = '/kantor';

export const to = {
  home: office,
  pledges: `${office}/janji`,
  pledge: (number: string) => `${office}/janji/${encodeURIComponent(number)}`,
  newPledge: `${office}/janji/baru`,
  incoming: `${office}/masuk`,
  allocate: (number: string) => `${office}/janji/${encodeURIComponent(number)}/alokasi`,
  contributions: `${office}/kontribusi`,
  members: `${office}/anggota`,
  agreements: `${office}/pks`,
  queue: `${office}/antrean`,
  organisations: `${office}/organisasi`,
  needs: `${office}/kebutuhan`,
  recap: `${office}/rekap`,
  audit: `${office}/audit`,
  signIn: '/masuk',
  public: '/',
  unit: (code: string) => `/unit/${encodeURIComponent(code)}`,
} as const;
