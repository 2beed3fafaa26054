import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { documentsPlugin } from './scripts/documents_plugin.ts';
import { type Door, doors } from './scripts/doors.ts';
import { pagePlugin } from './scripts/page_plugin.ts';

/**
 * One build per door (`vite build --mode public`, `--mode office`). Both write into `dist`: the
 * files with hashes in their names into `dist/assets`, one HTML file for each door beside it.
 */
export default defineConfig(({ mode }) => {
  const name: Door = mode === 'office' ? 'office' : 'public';
  const door = doors[name];
  return {
    root: fileURLToPath(new URL('.', import.meta.url)),
    base: '/',
    appType: 'spa',
    publicDir: name === 'public' ? 'static' : false,
    plugins: [documentsPlugin(name), pagePlugin(name)],
    resolve: { alias: door.alias },
    css: { modules: { generateScopedName: '[hash:base64:5]' } },
    build: {
      outDir: 'dist',
      assetsDir: 'assets',
      emptyOutDir: false,
      target: door.target,
      cssTarget: door.target,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      manifest: `manifest-${name}.json`,
      rolldownOptions: { input: door.page },
    },
    server: {
      port: door.port,
      strictPort: true,
      proxy: { '/graphql': process.env.KSBB_BACKEND ?? 'http://127.0.0.1:8000' },
    },
  };
});
