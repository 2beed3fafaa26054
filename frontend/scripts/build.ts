import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { buildOf, builds } from './doors.ts';
import { type Chunk, closure, manifestOf } from './manifest.ts';
import { copyMaplibre } from './maplibre.ts';
import { build, dist } from './places.ts';
import { run, tool } from './run.ts';

/**
 * Builds both doors into `dist`, with a .br and a .gz beside every file worth compressing, so that
 * the server never compresses on request.
 */
rmSync(dist, { recursive: true, force: true });
rmSync(build, { recursive: true, force: true });
mkdirSync(build);

run('scripts/documents.ts');
for (const name of Object.keys(builds)) {
  run(tool.vite, 'build', '--mode', name, '--logLevel', 'warn');
  const { server, door, page } = buildOf(name);
  if (server) continue;
  // The manifest serves the size check and the server, not the visitors.
  renameSync(join(dist, `manifest-${name}.json`), join(build, `manifest-${name}.json`));
  if (door === 'public') {
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

copyMaplibre();

const worthIt = /\.(html|m?js|css|svg|json|txt|webmanifest)$/;
for (const entry of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
  const file = join(dist, entry);
  if (!worthIt.test(entry) || !statSync(file).isFile()) continue;
  const content = readFileSync(file);
  if (content.length < 200) continue;
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  writeFileSync(`${file}.br`, brotliCompressSync(content, quality));
}
run('scripts/sizes.ts');
run('scripts/old_browsers.ts');
