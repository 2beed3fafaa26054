import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dist } from './paths.ts';

const folder = fileURLToPath(new URL('../node_modules/maplibre-gl', import.meta.url));
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/**
 * The library of the detailed map. Its own files are served as they are: it can't be turned into
 * what old browsers run, and those never ask for it. Its version in the path is what a hash is to
 * others.
 */
export const maplibre = {
  from: 'maplibre-gl/dist',
  to: `assets/maplibre-${version}`,
  files: ['maplibre-gl.mjs', 'maplibre-gl-worker.mjs', 'maplibre-gl.css'],
  /** In bytes of gzip; who opens the map loads it, once. */
  budget: 460_000,
  /** What of ours stands around it. */
  part: 'maps/DetailMap.tsx',
  partBudget: 8_000,
};

export function copyMaplibre(): void {
  const place = join(dist, maplibre.to);
  mkdirSync(place, { recursive: true });
  for (const file of maplibre.files) copyFileSync(join(folder, 'dist', file), join(place, file));
  copyFileSync(join(folder, 'LICENSE.txt'), join(place, 'LICENSE.txt'));
}
