import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { frontend } from './paths.ts';

/** Runs one of the installed tools with this Node and ends the whole run if it fails. */
export function run(script: string, ...args: string[]): void {
  const started = performance.now();
  const result = spawnSync(process.execPath, [script, ...args], {
    cwd: frontend,
    stdio: 'inherit',
  });
  if (result.status !== 0) {
    console.error(`failed: ${script} ${args.join(' ')}`);
    process.exit(result.status ?? 1);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`· ${script.replace('node_modules/', '')} ${args.join(' ')} (${seconds} s)`);
}

export const tool = {
  vite: join('node_modules', 'vite', 'bin', 'vite.js'),
  vitest: join('node_modules', 'vitest', 'vitest.mjs'),
  tsc: join('node_modules', 'typescript', 'bin', 'tsc'),
  biome: join('node_modules', '@biomejs', 'biome', 'bin', 'biome'),
} as const;
