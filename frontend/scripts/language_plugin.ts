import { type ESTree, type Plugin, parseSync, Visitor } from 'vite';

const texts = new Set(['Literal', 'TemplateLiteral', 'ArrowFunctionExpression']);

const isText = (node: ESTree.Node | null) =>
  node !== null &&
  texts.has(node.type) &&
  (node.type !== 'Literal' || typeof node.value === 'string');

/**
 * A build in one language carries no other: of each pair of texts, `title: ['Unit prioritas',
 * 'Priority units']`, only that language's stays. A pair is a property that holds two texts, and
 * nothing else in `src` may look like one.
 */
export function languagePlugin(lang: 'id' | 'en'): Plugin {
  const side = lang === 'id' ? 0 : 1;
  return {
    name: 'ksbb-language',
    enforce: 'pre',
    transform(code, id) {
      const file = id.split('?')[0] ?? id;
      if (!/\/src\/.*\.tsx?$/.test(file)) return null;
      const cuts: [start: number, end: number, text: string][] = [];
      new Visitor({
        Property(node) {
          const value = node.value;
          if (value.type !== 'ArrayExpression' || value.elements.length !== 2) return;
          const [one, other] = value.elements;
          if (!one || !other || !isText(one) || !isText(other)) return;
          const kept = value.elements[side] as ESTree.Node;
          cuts.push([value.start, value.end, `[${code.slice(kept.start, kept.end)}]`]);
        },
      }).visit(parseSync(file, code).program);
      if (cuts.length === 0) return null;
      const result = cuts
        .sort(([a], [b]) => b - a)
        .reduce((text, [start, end, kept]) => text.slice(0, start) + kept + text.slice(end), code);
      return { code: result, map: null };
    },
  };
}
