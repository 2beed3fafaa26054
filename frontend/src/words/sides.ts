export type Side = 'GIVER' | 'EXECUTOR';

/** How an address names the side on which an organisation stands. */
export const sides: Record<Side, string> = { GIVER: 'pemberi', EXECUTOR: 'pelaksana' };
