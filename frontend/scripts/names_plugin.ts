import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const pages = fileURLToPath(new URL('../src/public', import.meta.url));
const imported = /\b(lazy|route)\(([^\n]*?\s*\(\) => import\('([^']+)'\)),?\s*\)/g;

/**
 * Pages and their parts are loaded when they are wanted: `lazy(() => import('./TrackedPledge.tsx'))`. This
 * adds the name by which the server says what it rendered, the file below `src/public`. Browsers
 * look parts up by it; names of pages are left out for them.
 */
export function namesPlugin(server: boolean): Plugin {
  return {
    name: 'ksbb-names',
    enforce: 'pre',
    transform(code, id) {
      const file = id.split('?')[0] ?? id;
      if (!file.startsWith(pages) || !code.includes('() => import(')) return null;
      let named = 0;
      const result = code.replace(imported, (whole, by: string, given: string, path: string) => {
        named += 1;
        if (by === 'route' && !server) return whole;
        const name = relative(pages, resolve(dirname(file), path)).replace(/\\/g, '/');
        return `${by}(${given}, '${name}')`;
      });
      if (named !== code.split('() => import(').length - 1) {
        return this.error(`${file}: an import() that neither lazy() nor route() names`);
      }
      return { code: result, map: null };
    },
  };
}
