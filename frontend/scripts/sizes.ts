import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildOf, builds } from './doors.ts';
import { build as built, dist } from './places.ts';

type Chunk = {
  file: string;
  imports?: string[];
  css?: string[];
  isEntry?: boolean;
  isDynamicEntry?: boolean;
};

const weigh = (files: Iterable<string>) =>
  [...files].reduce(
    (sum, file) => sum + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length,
    0,
  );

/** A chunk and all it statically imports: what must be there before it runs. */
function closure(manifest: Record<string, Chunk>, key: string, seen = new Set<string>()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key]?.imports ?? []) closure(manifest, next, seen);
  return seen;
}

const kilo = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;
let over = false;

for (const build of Object.keys(builds)) {
  const { page, firstVisit, furtherPage } = buildOf(build);
  const manifest: Record<string, Chunk> = JSON.parse(
    readFileSync(join(built, `manifest-${build}.json`), 'utf8'),
  );
  const weight = (keys: Iterable<string>) =>
    weigh(new Set([...keys].map((key) => manifest[key]?.file ?? '')));
  const first = closure(manifest, page);
  const say = (what: string, bytes: number, budget: number) => {
    const mark = bytes > budget ? 'OVER' : 'ok';
    if (bytes > budget) over = true;
    console.log(`  ${mark.padEnd(4)} ${build} ${what}: ${kilo(bytes)} of ${kilo(budget)} gzip`);
  };
  say('frame', weight(first), firstVisit);
  for (const [key, chunk] of Object.entries(manifest)) {
    if (!chunk.isDynamicEntry) continue;
    const name = key.replace(/^src\/\w+\//, '');
    const further = [...closure(manifest, key)].filter((each) => !first.has(each));
    say(`${name} as a first visit`, weight([...first, ...further]), firstVisit);
    say(`${name} as a further page`, weight(further), furtherPage);
  }
}
if (over) process.exit(1);
