import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildOf, builds } from './doors.ts';
import { closure, manifestOf } from './manifest.ts';
import { dist } from './places.ts';

const weigh = (files: Iterable<string>) =>
  [...files].reduce(
    (sum, file) => sum + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length,
    0,
  );

const kilo = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;
let over = false;

for (const build of Object.keys(builds)) {
  const { page, server, firstVisit, furtherPage } = buildOf(build);
  if (server) continue;
  const manifest = manifestOf(build);
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
