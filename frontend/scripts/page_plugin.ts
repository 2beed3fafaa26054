import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { tokensCss } from '../src/tokens.ts';

const virtual = 'virtual:tokens.css';
const themeFile = fileURLToPath(new URL('../src/theme.js', import.meta.url));

/**
 * Serves the tokens as a stylesheet, and puts the theme script in front of the page as a file with
 * a hash in its name: it must run before the first paint, and no script may stand inline.
 */
export function pagePlugin(writesTheme: boolean, hasThemes: boolean): Plugin {
  const themeSource = readFileSync(themeFile, 'utf8')
    .replace(/^\/\/.*\n/gm, '')
    .replace(/^\s*\/\/.*\n/gm, '');
  const hash = createHash('sha256').update(themeSource).digest('base64url').slice(0, 8);
  let served: string | undefined;
  return {
    name: 'ksbb-page',
    enforce: 'pre',
    configResolved(config) {
      if (config.command === 'serve') served = `${config.base}src/theme.js`;
    },
    resolveId: (id) => (id === virtual ? `\0${virtual}` : null),
    load: (id) => (id === `\0${virtual}` ? tokensCss() : null),
    transformIndexHtml: () => {
      const script = {
        tag: 'script',
        attrs: { src: served ?? `/assets/theme-${hash}.js` },
        injectTo: 'head-prepend' as const,
      };
      return hasThemes ? [script] : [];
    },
    generateBundle() {
      if (writesTheme) {
        this.emitFile({
          type: 'asset',
          fileName: `assets/theme-${hash}.js`,
          source: themeSource,
        });
      }
    },
  };
}
