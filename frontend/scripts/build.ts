import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { type BuildName, builds } from './builds.ts';
import { copyMaplibre } from './maplibre.ts';
import { emptyOutput, keepManifest } from './output.ts';
import { dist } from './paths.ts';
import { run, tool } from './run.ts';
import { writeServiceWorker } from './service_worker.ts';

/**
 * Builds all sites into `dist`, with a .br and a .gz beside every file worth compressing, so that
 * the server never compresses on request.
 */
emptyOutput();

run('scripts/documents.ts');
for (const name of Object.keys(builds) as BuildName[]) {
  run(tool.vite, 'build', '--mode', name, '--logLevel', 'warn');
  keepManifest(name);
}

copyMaplibre();
writeServiceWorker();

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
