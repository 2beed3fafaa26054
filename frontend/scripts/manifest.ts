import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './paths.ts';

export type Chunk = {
  file: string;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
  isEntry?: boolean;
  isDynamicEntry?: boolean;
};

/** What Vite says of the files that a build wrote, by the source they come from. */
export function manifestOf(name: string): Record<string, Chunk> {
  return JSON.parse(readFileSync(join(build, `manifest-${name}.json`), 'utf8'));
}

/** A chunk and all it statically imports: what must be there before it runs. */
export function closure(
  manifest: Record<string, Chunk>,
  key: string,
  seen = new Set<string>(),
): Set<string> {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key]?.imports ?? []) closure(manifest, next, seen);
  return seen;
}
