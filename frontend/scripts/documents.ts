import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { build, frontend, persisted, repository } from './places.ts';

/**
 * Compiles the GraphQL documents of both doors against schema.graphql and writes the manifests
 * `persisted/<door>.json`, `{sha256: document}`: the documents the server will answer.
 *
 * The compiler only ever adds to a manifest, so it starts from empty ones: what no page asks for
 * any more must not stop a server whose schema has moved on. With `--check` the committed
 * manifests must already be the ones this gives.
 */
const doors = ['public', 'office'];
const manifests = doors.map((door) => join(persisted, `${door}.json`));
const before = manifests.map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : ''));

mkdirSync(persisted, { recursive: true });
for (const file of manifests) writeFileSync(file, '{}\n');
for (const door of doors) {
  const generated = join(frontend, 'src', door, '__generated__');
  rmSync(generated, { recursive: true, force: true });
  mkdirSync(generated);
}

// The compiler asks for the id of everything that has one, so that Relay knows each thing again
// whatever was asked of it: else a thing asked for without its id takes the place of the same thing
// with it, and what a page had read of that is gone. It knows ids by their type, and ours are
// GlobalID. The public door keeps no store and is sent no ids that it does not ask for.
const schema = readFileSync(join(repository, 'schema.graphql'), 'utf8');
mkdirSync(build, { recursive: true });
writeFileSync(join(build, 'office.graphql'), schema.replace(/^ {2}id: GlobalID!$/gm, '  id: ID!'));

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
if (run.status !== 0) process.exit(run.status ?? 1);

if (process.argv.includes('--check')) {
  const stale = manifests.filter((file, index) => readFileSync(file, 'utf8') !== before[index]);
  if (stale.length > 0) {
    console.error(`Not up to date, now rewritten; commit them: ${stale.join(', ')}`);
    process.exit(1);
  }
}
