import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type Rolldown } from 'vite';
import { type Build, buildOf } from './scripts/builds.ts';
import { classesPlugin, className } from './scripts/classes_plugin.ts';
import { documentsPlugin } from './scripts/documents_plugin.ts';
import { languagePlugin } from './scripts/language_plugin.ts';
import { maplibre } from './scripts/maplibre.ts';
import { namesPlugin } from './scripts/names_plugin.ts';
import { pagePlugin } from './scripts/page_plugin.ts';

function output(build: Build, mode: string): Rolldown.OutputOptions {
  if (build.server) {
    return { format: 'iife', entryFileNames: `${mode}.js`, codeSplitting: false, minify: true };
  }
  return build.shared.length > 0
    ? { codeSplitting: { minShareCount: 2, groups: build.shared } }
    : {};
}

/**
 * Vite wraps each import() to load what it will need along with it. The server names that in the
 * page's head already, and the list of everything with its reader would cost the public site 1 KB.
 */
const plainImports: Plugin = {
  name: 'ksbb-plain-imports',
  enforce: 'pre',
  load: (id) =>
    id.endsWith('vite/preload-helper.js') ? 'export const __vitePreload = (load) => load();' : null,
};

/**
 * One build per site and, for the public one, language (`vite build --mode public`, `public-en`,
 * `office`). All write into `dist`: the files with hashes in their names into `dist/assets`, one
 * HTML file for each build beside it.
 */
export default defineConfig(({ mode }) => {
  const build = buildOf(mode);
  return {
    root: fileURLToPath(new URL('.', import.meta.url)),
    base: '/',
    appType: 'spa',
    publicDir: mode === 'public' ? 'static' : false,
    plugins: [
      documentsPlugin(build.site),
      pagePlugin(mode === 'public', build.site !== 'field'),
      ...(build.lang
        ? [namesPlugin(build.server), languagePlugin(build.lang), ...classesPlugin(), plainImports]
        : []),
    ],
    resolve: { alias: build.alias },
    define: {
      'import.meta.env.KSBB_BUILD_LANG': JSON.stringify(build.lang) ?? 'undefined',
      'import.meta.env.KSBB_MAPLIBRE': JSON.stringify(`/${maplibre.to}`),
    },
    css: {
      modules: {
        // Readable, and smaller once compressed than hashes. A test holds file names apart.
        generateScopedName: (name, file) => className(file, name),
      },
    },
    build: {
      outDir: build.server ? 'build' : 'dist',
      assetsDir: 'assets',
      emptyOutDir: false,
      target: build.target,
      cssTarget: build.target,
      modulePreload: build.site === 'office' && {
        polyfill: false,
        // What no visit waits for needs no list of its files in the page that may want it.
        resolveDependencies: (file, files) =>
          /\/(OpenShift|ShipmentField|Dispatch)-/.test(file) ? [] : files,
      },
      reportCompressedSize: false,
      manifest: build.server ? false : `manifest-${mode}.json`,
      // One stylesheet for the public site, so that a page never waits for a second one.
      cssCodeSplit: build.site === 'office',
      ssr: build.server,
      rolldownOptions: { input: build.page, output: output(build, mode) },
    },
    ssr: { noExternal: true },
  };
});
