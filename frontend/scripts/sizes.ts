import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterwards, buildOf, builds } from './builds.ts';
import { closure, manifestOf } from './manifest.ts';
import { maplibre } from './maplibre.ts';
import { dist } from './paths.ts';

const weigh = (files: Iterable<string>) =>
  [...files].reduce(
    (sum, file) => sum + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length,
    0,
  );

const kilo = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;
let over = false;
// For programs: what each build's pages weigh, and nothing else.
const json = process.argv.includes('--json');
const sizes: Record<string, { what: string; size: number; budget: number }[]> = {};
const print = (line: string) => {
  if (!json) console.log(line);
};

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
    sizes[build] = [...(sizes[build] ?? []), { what, size: bytes, budget }];
    print(`  ${mark.padEnd(4)} ${build} ${what}: ${kilo(bytes)} of ${kilo(budget)} gzip`);
  };
  say('frame', weight(first), firstVisit);
  const pages = Object.entries(manifest).filter(([, chunk]) => chunk.isDynamicEntry);
  for (const [key] of pages) {
    const name = key.replace(/^src\/\w+\//, '');
    // A part of a page is loaded with the page that uses it, unless no first visit waits for it.
    const late = afterwards.test(key);
    const wanting = (late ? [] : pages)
      .filter(([, chunk]) => !afterwards.test(key) && chunk.dynamicImports?.includes(key))
      .flatMap(([page]) => [...closure(manifest, page)]);
    const further = new Set([...wanting, ...closure(manifest, key)].filter((k) => !first.has(k)));
    if (!late) say(`${name} as a first visit`, weight([...first, ...further]), firstVisit);
    const budget = name === maplibre.part ? maplibre.partBudget : furtherPage;
    say(`${name} as a further page`, weight(further), budget);
  }
}
const weight = weigh(maplibre.files.map((file) => join(maplibre.to, file)));
if (weight > maplibre.budget) over = true;
print(
  `  ${weight > maplibre.budget ? 'OVER' : 'ok'.padEnd(4)} detailed map, on demand: ${kilo(weight)} of ${kilo(maplibre.budget)} gzip`,
);
if (json) console.log(JSON.stringify(sizes));
else if (over) process.exit(1);
