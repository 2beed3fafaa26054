import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type Rolldown } from 'vite';
import { classesPlugin, className } from './scripts/classes_plugin.ts';
import { documentsPlugin } from './scripts/documents_plugin.ts';
import { type Build, buildOf } from './scripts/doors.ts';
import { languagePlugin } from './scripts/language_plugin.ts';
import { maplibre } from './scripts/maplibre.ts';
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
 * page's head already, and the list of everything with its reader would cost the small door 1 KB.
 */
const plainImports: Plugin = {
  name: 'ksbb-plain-imports',
  enforce: 'pre',
  load: (id) =>
    id.endsWith('vite/preload-helper.js') ? 'export const __vitePreload = (load) => load();' : null,
};

/**
 * One build per door and, for the public one, language (`vite build --mode public`, `public-en`,
 * `office`). All write into `dist`: the files with hashes in their names into `dist/assets`, one
 * HTML file for each build beside it.
 */
export default defineConfig(({ command, mode }) => {
  const build = buildOf(mode);
  return {
    root: fileURLToPath(new URL('.', import.meta.url)),
    base: '/',
    appType: 'spa',
    publicDir: mode === 'public' ? 'static' : false,
    plugins: [
      documentsPlugin(build.door),
      pagePlugin(mode === 'public'),
      ...(build.lang ? [languagePlugin(build.lang), ...classesPlugin(), plainImports] : []),
    ],
    resolve: { alias: build.alias },
    define: {
      'import.meta.env.KSBB_LANG': JSON.stringify(build.lang) ?? 'undefined',
      'import.meta.env.KSBB_MAPLIBRE': JSON.stringify(
        command === 'serve' ? `/node_modules/${maplibre.from}` : `/${maplibre.to}`,
      ),
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
      modulePreload: build.door === 'office' && { polyfill: false },
      reportCompressedSize: false,
      manifest: build.server ? false : `manifest-${mode}.json`,
      // One stylesheet for the small door, so that a page never waits for a second one.
      cssCodeSplit: build.door === 'office',
      ssr: build.server,
      rolldownOptions: { input: build.page, output: output(build, mode) },
    },
    ssr: { noExternal: true },
    server: {
      port: 5173,
      strictPort: true,
      proxy: Object.fromEntries(
        ['/graphql', '/auth', '/mail', '/peta'].map((path) => [
          path,
          process.env.KSBB_BACKEND ?? 'http://127.0.0.1:8000',
        ]),
      ),
    },
  };
});
