import { fileURLToPath } from 'node:url';

const place = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export const frontend = place('..');
export const repository = place('../..');
export const dist = place('../dist');
export const build = place('../build');
export const persisted = place('../persisted');
