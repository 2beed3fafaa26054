/** Every address of the public door, and what the office is reached by. */
export const to = {
  home: '/',
  units: '/unit',
  unit: (code: string) => `/unit/${encodeURIComponent(code)}`,
  recap: '/transparansi',
  organisations: '/organisasi',
  organisation: (id: string) => `/organisasi/${encodeURIComponent(id)}`,
  signIn: '/masuk',
  apply: '/daftar',
  office: '/kantor',
  /** The office's form for a pledge, with this unit already chosen. */
  give: (code: string) => `/kantor/janji/baru?unit=${encodeURIComponent(code)}`,
} as const;

/** An address with these parameters; those that are empty are left out. */
export function withQuery(path: string, query: Record<string, string | undefined>): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`);
  return parts.length > 0 ? `${path}?${parts.join('&')}` : path;
}
