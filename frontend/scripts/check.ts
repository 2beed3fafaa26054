import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './paths.ts';
import { run, tool } from './run.ts';

/** Everything that is known of the frontend without a browser. Builds first where nothing is built. */
run('scripts/documents.ts', '--check');
run(tool.biome, 'check', '.');
run(tool.tsc, '--noEmit');
run(tool.vitest, 'run');
if (existsSync(join(build, 'manifest-office.json'))) {
  run('scripts/sizes.ts');
  run('scripts/old_browsers.ts');
} else run('scripts/build.ts');
