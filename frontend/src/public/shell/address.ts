/** What the addresses of this build begin with: each language has its own. */
export const base = import.meta.env.KSBB_BUILD_LANG === 'en' ? '/en' : '';

/** Every address of the public site, and what the office is reached by. */
export const to = {
  home: base || '/',
  units: `${base}/unit`,
  unit: (code: string) => `${base}/unit/${encodeURIComponent(code)}`,
  transparency: `${base}/transparansi`,
  recap: `${base}/transparansi/rekap`,
  recapRows: `${base}/transparansi/rincian`,
  organisations: `${base}/organisasi`,
  organisation: (id: string) => `${base}/organisasi/${encodeURIComponent(id)}`,
  report: `${base}/lapor`,
  submission: (code: string) => `${base}/lapor/${encodeURIComponent(code)}`,
  propose: (code: string) => `${base}/unit/${encodeURIComponent(code)}/usulan`,
  signIn: `${base}/masuk`,
  apply: `${base}/daftar`,
  office: '/kantor',
  /** Where help is put together, with this unit already chosen. */
  give: (code: string) => `${base}/beri?unit=${encodeURIComponent(code)}`,
  giving: `${base}/beri`,
  sending: `${base}/beri/kirim`,
  track: `${base}/lacak`,
  check: `${base}/cek`,
  how: `${base}/cara-kerja`,
} as const;

/** An address with these parameters; those that are empty are left out. */
export function withQuery(path: string, query: Record<string, string | null | undefined>): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`);
  return parts.length > 0 ? `${path}?${parts.join('&')}` : path;
}

/** The same page in the other language. `path` is without the language's part. */
export function otherLanguage(path: string, search: string): string {
  return `${base ? '' : '/en'}${path === '/' && !base ? '' : path}${search}`;
}
