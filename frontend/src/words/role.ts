import type { Pair } from './lang.ts';

/** What a member may do in their organisation. Apart from the glossary: no public page but one says it. */
export const role = {
  OWNER: ['Pemilik akun', 'Owner'],
  OPERATOR: ['Operator', 'Operator'],
  VIEWER: ['Pembaca', 'Viewer'],
  FIELD: ['Petugas lapangan', 'Field staff'],
  KELURAHAN: ['Petugas kelurahan', 'Kelurahan officer'],
  VERIFIER: ['Verifikator', 'Verifier'],
} as const satisfies Record<string, Pair>;
