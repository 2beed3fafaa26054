import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildOf } from './builds.ts';
import { closure, manifestOf } from './manifest.ts';
import { dist, frontend } from './paths.ts';

/**
 * Writes the service worker of field mode with the list of the files that the page needs, so that all of
 * it is on the phone before there is no signal. Its name is a hash of them: a new build is a new worker.
 */
export function writeServiceWorker(): void {
  const { page } = buildOf('field');
  const manifest = manifestOf('field');
  const html = readFileSync(join(dist, page), 'utf8');
  const named = [...html.matchAll(/"(\/[^"]+\.\w+)"/g)].map((match) => match[1] ?? '');
  const chunks = [...closure(manifest, page)].map((key) => `/${manifest[key]?.file}`);
  const addresses = [...new Set(['/lapangan', ...named, ...chunks])];
  const name = createHash('sha256')
    .update(html)
    .update(addresses.join())
    .digest('hex')
    .slice(0, 12);
  const source = readFileSync(join(frontend, 'src/field/service_worker.js'), 'utf8');
  const filled = source
    .replace("'__NAME__'", JSON.stringify(`ksbb-lapangan-${name}`))
    .replace("'__FILES__'", JSON.stringify(addresses));
  writeFileSync(join(dist, 'lapangan-sw.js'), filled);
}
