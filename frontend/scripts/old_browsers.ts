import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ESTree, parseSync, Visitor } from 'vite';
import { buildOf } from './builds.ts';
import { closure, manifestOf } from './manifest.ts';
import { dist } from './paths.ts';

/**
 * Reads what the public site and field mode send and fails if a browser of Chrome 70's age could not run or show
 * it: a phone of 2016 that was never updated. The compiler rewrites syntax; what it can't rewrite,
 * functions and style that came later, is looked for by name.
 */
const young: Record<string, string> = {
  globalThis: 'Chrome 71',
  fromEntries: 'Chrome 73',
  matchAll: 'Chrome 73',
  allSettled: 'Chrome 76',
  replaceAll: 'Chrome 85',
  replaceChildren: 'Chrome 86',
  at: 'Chrome 92',
  hasOwn: 'Chrome 93',
  structuredClone: 'Chrome 98',
  findLast: 'Chrome 97',
  toSorted: 'Chrome 110',
  toReversed: 'Chrome 110',
  groupBy: 'Chrome 117',
};
const youngStyle =
  /:(is|where|has)\(|(^|[;{])\s*(inset|aspect-ratio|translate|scale|rotate):|clamp\(|color-mix|@layer|@container|\d(dvh|svh)/;

const found: string[] = [];

function read(file: string): void {
  const code = readFileSync(join(dist, file), 'utf8');
  const say = (node: ESTree.Node, what: string) =>
    found.push(`${file}: ${what}: ${code.slice(node.start, node.start + 60)}`);
  new Visitor({
    ChainExpression: (node) => say(node, 'optional chaining'),
    LogicalExpression: (node) => {
      if (node.operator === '??') say(node, 'nullish coalescing');
    },
    AssignmentExpression: (node) => {
      if (['??=', '||=', '&&='].includes(node.operator)) say(node, 'logical assignment');
    },
    PropertyDefinition: (node) => say(node, 'class field'),
    StaticBlock: (node) => say(node, 'static block'),
    PrivateIdentifier: (node) => say(node, 'private member'),
    AwaitExpression: () => undefined,
    Literal: (node) => {
      if ('bigint' in node) say(node, 'BigInt');
    },
    MemberExpression: (node) => {
      const name = !node.computed && node.property.type === 'Identifier' && node.property.name;
      if (name && Object.hasOwn(young, name)) say(node, `${name} (${young[name]})`);
    },
  }).visit(parseSync(file, code).program);
}

for (const name of ['public', 'public-en', 'field']) {
  const manifest = manifestOf(name);
  const pages = Object.keys(manifest).filter(
    (key) => key === buildOf(name).page || manifest[key]?.isDynamicEntry,
  );
  // What is loaded only after a browser was found able to run it may be younger.
  const old = pages.filter((key) => !key.includes('DetailMap'));
  for (const key of new Set(old.flatMap((page) => [...closure(manifest, page)]))) {
    const file = manifest[key]?.file;
    if (file?.endsWith('.js')) read(file);
  }
}
for (const file of readdirSync(join(dist, 'assets'))) {
  if (!/^(style|lapangan)-.*\.css$/.test(file)) continue;
  const match = youngStyle.exec(readFileSync(join(dist, 'assets', file), 'utf8'));
  if (match) found.push(`${file}: style of later browsers: ${match[0]}`);
}
for (const each of found) console.error(`  YOUNG ${each}`);
if (found.length > 0) process.exit(1);
console.log('  ok   the public pages and field mode run from Chrome 70 on');
