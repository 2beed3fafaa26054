import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { frontend, registered, repository } from './paths.ts';

/**
 * Compiles the GraphQL documents of both sites against schema.graphql and writes the manifests
 * `registered/<site>.json`, `{sha256: document}`: the documents the server will answer.
 *
 * The compiler only ever adds to a manifest, so it starts from empty ones: what no page asks for
 * any more must not stop a server whose schema has moved on. With `--check` the committed
 * manifests must already be the ones this gives.
 */
const sites = ['public', 'office'];
const manifests = sites.map((site) => join(registered, `${site}.json`));
const before = manifests.map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : ''));

mkdirSync(registered, { recursive: true });
for (const file of manifests) writeFileSync(file, '{}\n');
for (const site of sites) {
  const generated = join(frontend, 'src', site, '__generated__');
  rmSync(generated, { recursive: true, force: true });
  mkdirSync(generated);
}

// For the office the compiler adds the id of everything that has one, so that Relay knows each thing
// again whatever was asked of it. The public pages keep no store: relay.config.json names them an id
// field that no type has, so nothing is added to their answers.
const run = spawnSync(
  process.execPath,
  [
    join(frontend, 'node_modules/relay-compiler/cli.js'),
    'frontend/relay.config.json',
    '--noWatchman',
    '--repersist',
    '--output=quiet-with-errors',
  ],
  { cwd: repository, stdio: 'inherit' },
);
if (run.status !== 0) {
  // The server must go on with the documents that it had.
  for (const [index, file] of manifests.entries()) writeFileSync(file, before[index] || '{}\n');
  process.exit(run.status ?? 1);
}

if (process.argv.includes('--check')) {
  const stale = manifests.filter((file, index) => readFileSync(file, 'utf8') !== before[index]);
  if (stale.length > 0) {
    console.error(`Not up to date, now rewritten; commit them: ${stale.join(', ')}`);
    process.exit(1);
  }
}
