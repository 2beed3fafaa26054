import { to } from '../shell/address.ts';

export const samples = `${to.transparency}/sampel`;
export const sampleOf = (day: string) => `${samples}/${day}`;
export const seals = `${to.transparency}/segel`;
