import { basename } from 'node:path';
import { type ESTree, type Plugin, parseSync, Visitor } from 'vite';

/** How a class of a CSS module is called in the page. */
export const className = (file: string, name: string) => `${basename(file).split('.')[0]}-${name}`;

/**
 * Writes the names of classes where they are used (`css.row` becomes 'Table-row'), so that no page
 * carries a list of all the names in its stylesheets.
 */
export function classesPlugin(): Plugin[] {
  const names: Plugin = {
    name: 'ksbb-classes',
    enforce: 'pre',
    transform(code, id) {
      const file = id.split('?')[0] ?? id;
      if (!/\/src\/.*\.tsx$/.test(file) || !code.includes('.module.css')) return null;
      const sheets = new Map<string, string>();
      const cuts: [start: number, end: number, text: string][] = [];
      const sheetOf = (node: ESTree.Node) =>
        node.type === 'Identifier' ? sheets.get(node.name) : undefined;
      new Visitor({
        ImportDeclaration(node) {
          const local = node.specifiers[0]?.local.name;
          if (!node.source.value.endsWith('.module.css') || !local) return;
          sheets.set(local, node.source.value);
          cuts.push([node.start, node.end, `import '${node.source.value}';`]);
        },
        MemberExpression(node) {
          const sheet = sheetOf(node.object);
          if (!sheet) return;
          const { property } = node;
          const written = node.computed
            ? `\`${className(sheet, '')}\${${code.slice(property.start, property.end)}}\``
            : `'${className(sheet, code.slice(property.start, property.end))}'`;
          cuts.push([node.start, node.end, written]);
        },
      }).visit(parseSync(file, code).program);
      const result = cuts
        .sort(([a], [b]) => b - a)
        .reduce((text, [start, end, kept]) => text.slice(0, start) + kept + text.slice(end), code);
      return { code: result, map: null };
    },
  };
  // Nobody asks the stylesheets for names any more; they are wanted all the same.
  const kept: Plugin = {
    name: 'ksbb-stylesheets',
    enforce: 'post',
    transform: (_code, id) =>
      id.split('?')[0]?.endsWith('.module.css')
        ? { code: '0;', map: null, moduleSideEffects: 'no-treeshake' }
        : null,
  };
  return [names, kept];
}
