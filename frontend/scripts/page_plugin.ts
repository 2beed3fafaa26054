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
export function pagePlugin(writesTheme: boolean): Plugin {
  const themeSource = readFileSync(themeFile, 'utf8')
    .replace(/^\/\/.*\n/gm, '')
    .replace(/^\s*\/\/.*\n/gm, '');
  const hash = createHash('sha256').update(themeSource).digest('base64url').slice(0, 8);
  let serving = false;
  return {
    name: 'ksbb-page',
    enforce: 'pre',
    configResolved(config) {
      serving = config.command === 'serve';
    },
    resolveId: (id) => (id === virtual ? `\0${virtual}` : null),
    load: (id) => (id === `\0${virtual}` ? tokensCss() : null),
    transformIndexHtml: () => [
      {
        tag: 'script',
        attrs: { src: serving ? '/src/theme.js' : `/assets/theme-${hash}.js` },
        injectTo: 'head-prepend',
      },
    ],
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
