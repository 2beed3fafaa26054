import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ESTree, parseSync, Visitor } from 'vite';
import { describe, expect, test } from 'vitest';
import { avoided } from '../src/words/glossary.ts';

/**
 * Reads every source file as the compiler does and looks at the texts people will see: a text that
 * stands in the markup was never translated, and a pair must say the same thing twice.
 */
const source = new URL('../src/', import.meta.url).pathname;

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (file) =>
    /\.tsx?$/.test(file) &&
    !/\.(test|d)\.tsx?$/.test(file) &&
    !file.includes('__generated__') &&
    file !== 'tokens.ts',
);

const parsed = files.map((file) => {
  const text = readFileSync(join(source, file), 'utf8');
  const { program } = parseSync(file, text);
  return { file, text, program };
});

const lineOf = (text: string, at: number) => text.slice(0, at).split('\n').length;
const hasWord = (text: string) => /\p{L}{2}/u.test(text);

// Attributes and properties whose value is read out or shown.
const readAttributes = new Set([
  'label',
  'title',
  'lead',
  'hint',
  'error',
  'placeholder',
  'caption',
  'head',
  'note',
  'rows',
  'unit',
  'asOf',
  'alt',
  'aria-label',
  'aria-description',
]);

/** Words that are the same in both languages, so that a pair of equals is no oversight. */
const sameInBoth = new Set([
  'RW',
  'Pesantren',
  'Operator',
  'Kelurahan',
  'Kecamatan',
  'DKI Jakarta',
  'program',
  'Status',
  'PKS',
  'Audit',
  'Email',
  'Kota',
  'BAST',
  'Admin',
  'THR',
  'Total',
  'Unit',
  'Format',
  'Data',
]);

function untranslated({ file, text, program }: (typeof parsed)[number]): string[] {
  const found: string[] = [];
  const note = (node: ESTree.Node, value: string) =>
    found.push(`${file}:${lineOf(text, node.start)} "${value.trim()}"`);
  new Visitor({
    JSXText(node) {
      if (hasWord(node.value)) note(node, node.value);
    },
    JSXAttribute(node) {
      if (node.name.type !== 'JSXIdentifier' || !readAttributes.has(node.name.name)) return;
      const value = node.value;
      if (value?.type === 'Literal' && typeof value.value === 'string' && hasWord(value.value)) {
        note(node, value.value);
      }
    },
  }).visit(program);
  return found;
}

type TextOf = { text: string; slots: number };

/** What one side of a pair says: its fixed text, and how many values it takes in. */
function textOf(node: ESTree.Node | null | undefined, text: string): TextOf | undefined {
  if (!node) return undefined;
  if (node.type === 'Literal' && typeof node.value === 'string')
    return { text: node.value, slots: 0 };
  if (node.type === 'TemplateLiteral') {
    return {
      text: node.quasis.map((quasi) => quasi.value.cooked ?? '').join(' '),
      slots: node.expressions.length,
    };
  }
  if (node.type === 'ArrowFunctionExpression') {
    return { text: text.slice(node.body.start, node.body.end), slots: node.params.length };
  }
  return undefined;
}

function pairs({ file, text, program }: (typeof parsed)[number]) {
  const found: { place: string; id: TextOf; en: TextOf }[] = [];
  new Visitor({
    Property(node) {
      const value = node.value;
      if (value.type !== 'ArrayExpression' || value.elements.length !== 2) return;
      const [id, en] = value.elements.map((each) => textOf(each, text));
      if (id && en && hasWord(id.text + en.text)) {
        found.push({ place: `${file}:${lineOf(text, node.start)}`, id, en });
      }
    },
  }).visit(program);
  return found;
}

/** Texts of a page that it never says. Where it picks them by a computed name, nobody can tell. */
function unsaid({ file, program }: (typeof parsed)[number]): string[] {
  const there = new Set<string>();
  const used = new Set<string>();
  let computed = false;
  new Visitor({
    VariableDeclarator(node) {
      if (node.id.type !== 'Identifier' || node.id.name !== 'words' || !node.init) return;
      let pairs: ESTree.Expression = node.init;
      while (pairs.type === 'TSSatisfiesExpression' || pairs.type === 'TSAsExpression') {
        pairs = pairs.expression;
      }
      if (pairs.type !== 'ObjectExpression') return;
      for (const each of pairs.properties) {
        if (each.type === 'Property' && each.key.type === 'Identifier') there.add(each.key.name);
      }
    },
    MemberExpression(node) {
      if (node.object.type !== 'Identifier' || node.object.name !== 'words') return;
      if (node.computed) computed = true;
      else if (node.property.type === 'Identifier') used.add(node.property.name);
    },
  }).visit(program);
  return computed ? [] : [...there].filter((key) => !used.has(key)).map((key) => `${file} ${key}`);
}

const all = parsed.flatMap(pairs);

describe('texts', () => {
  test('no text stands in the markup without its other language', () => {
    expect(parsed.flatMap(untranslated)).toEqual([]);
  });

  test('there are pairs to judge', () => {
    expect(all.length).toBeGreaterThan(60);
  });

  test('both sides of a pair are there, and they differ', () => {
    const wrong = all.filter(
      ({ id, en }) =>
        !id.text.trim() || !en.text.trim() || (id.text === en.text && !sameInBoth.has(id.text)),
    );
    expect(wrong.map(({ place, id }) => `${place} "${id.text}"`)).toEqual([]);
  });

  test('both sides of a pair take in the same values', () => {
    const wrong = all.filter(({ id, en }) => id.slots !== en.slots);
    expect(wrong.map(({ place }) => place)).toEqual([]);
  });

  test('every text of a page is said on it', () => {
    expect(parsed.flatMap(unsaid)).toEqual([]);
  });

  test('Indonesian texts use the words of the domain', () => {
    const banned = new RegExp(`\\b(${Object.keys(avoided).join('|')})\\b`, 'i');
    const wrong = all.filter(({ id }) => banned.test(id.text));
    expect(wrong.map(({ place, id }) => `${place} "${id.text}"`)).toEqual([]);
  });
});
