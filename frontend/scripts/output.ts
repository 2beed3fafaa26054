import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildName, buildOf } from './builds.ts';
import { type Chunk, closure, manifestOf } from './manifest.ts';
import { build, dist } from './paths.ts';

/** Where builds write: empty folders. */
export function emptyOutput(): void {
  rmSync(dist, { recursive: true, force: true });
  rmSync(build, { recursive: true, force: true });
  mkdirSync(build);
}

/** Put what Vite says of a finished build where the size check and the server read it. */
export function keepManifest(name: BuildName): void {
  const { server, site, page } = buildOf(name);
  if (server) return;
  renameSync(join(dist, `manifest-${name}.json`), join(build, `manifest-${name}.json`));
  if (site === 'public') {
    const chunks = JSON.stringify(chunksOf(manifestOf(name), page));
    writeFileSync(join(build, `chunks-${page.replace('.html', '')}.json`), chunks);
  }
}

/** What a browser needs beside the frame for each page and each part of one, by its source. */
function chunksOf(manifest: Record<string, Chunk>, page: string): Record<string, string[]> {
  const first = closure(manifest, page);
  const found: Record<string, string[]> = {};
  for (const [key, chunk] of Object.entries(manifest)) {
    if (!chunk.isDynamicEntry) continue;
    found[key.replace('src/public/', '')] = [...closure(manifest, key)]
      .filter((each) => !first.has(each))
      .map((each) => `/${manifest[each]?.file}`);
  }
  return found;
}
