import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import type { Site } from './builds.ts';

const tag = /\bgraphql`([^`]*)`/g;
const definition = /\b(query|mutation|subscription|fragment)\s+(\w+)/;

/**
 * Replaces each graphql`...` by what the site needs of it: the office imports Relay's artifact,
 * the public site keeps nothing but the id under which the server knows the document.
 */
export function documentsPlugin(site: Site): Plugin {
  const generated = fileURLToPath(new URL(`../src/${site}/__generated__/`, import.meta.url));
  return {
    name: 'ksbb-documents',
    enforce: 'pre',
    transform(code, id) {
      const file = id.split('?')[0] ?? id;
      if (!/\.tsx?$/.test(file) || !code.includes('graphql`')) return null;
      const imports: string[] = [];
      const result = code.replace(tag, (_, text: string) => {
        const found = definition.exec(text);
        if (!found) return this.error(`${file}: a graphql tag without a named definition`);
        const name = found[2] as string;
        const artifact = resolve(generated, `${name}.graphql.ts`);
        if (!existsSync(artifact)) {
          return this.error(`${file}: ${name} is not compiled; run npm run documents`);
        }
        if (site === 'public') {
          if (found[1] === 'fragment') return 'undefined';
          const source = readFileSync(artifact, 'utf8');
          const key = /"id": "([0-9a-f]{64})"/.exec(source)?.[1];
          if (!key) return this.error(`${artifact}: no id of a registered document`);
          return JSON.stringify(key);
        }
        const local = `document_${name}`;
        const path = relative(dirname(file), artifact).replace(/\\/g, '/');
        const from = path.startsWith('.') ? path : `./${path}`;
        imports.push(`import ${local} from ${JSON.stringify(from)};`);
        return local;
      });
      // The imports stand on the first line, so that no other line moves.
      return { code: imports.join('') + result, map: null };
    },
  };
}
