import { fileURLToPath } from 'node:url';

const absolute = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export const frontend = absolute('..');
export const repository = absolute('../..');
export const dist = absolute('../dist');
export const build = absolute('../build');
export const registered = absolute('../registered');
