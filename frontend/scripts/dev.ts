import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { build as buildWith, createServer, type Plugin } from 'vite';
import { type BuildName, buildOf, builds } from './builds.ts';
import { copyMaplibre } from './maplibre.ts';
import { emptyOutput, keepManifest } from './output.ts';
import { frontend, repository } from './paths.ts';

/**
 * The pages while somebody works on them: `node scripts/dev.ts PORT BACKEND STAMP`, started by
 * `./ksbb dev`. One address serves all of it:
 *
 * - The office comes from Vite's development server, its modules from below `/@kantor/`. A change
 *   reaches the open page at once.
 * - The public pages come from the backend, rendered on the server as always. A change builds them
 *   again and writes the file STAMP, at which the backend starts again.
 * - Changed GraphQL documents are compiled first.
 * - Everything else goes to the backend.
 */
const [port, backend, stamp] = process.argv.slice(2);
if (!port || !backend || !stamp) throw new Error('usage: node scripts/dev.ts PORT BACKEND STAMP');

const base = '/@kantor/';
const schema = join(repository, 'schema.graphql');
const publicBuilds = (Object.keys(builds) as BuildName[]).filter(
  (name) => buildOf(name).site === 'public',
);

/** While the backend starts again nobody listens on its port: requests wait instead of failing. */
async function backendAnswers(): Promise<void> {
  const { hostname: host, port } = new URL(backend as string);
  for (;;) {
    const socket = connect({ host, port: Number(port) });
    const answers = await new Promise((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (answers) return;
    await setTimeout(100);
  }
}

/** The office's one HTML page, at each of its addresses. */
const officePage: Plugin = {
  name: 'ksbb-office-page',
  configureServer(server) {
    server.middlewares.use(async (request, response, next) => {
      const address = request.url ?? '';
      if (address.startsWith(base)) return next();
      if (!/^\/kantor([/?]|$)/.test(address)) {
        await backendAnswers();
        return next();
      }
      const html = readFileSync(join(frontend, 'kantor.html'), 'utf8');
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(await server.transformIndexHtml(address, html));
    });
  },
};

/** All GraphQL that the pages contain, and the schema: whether they must be compiled again. */
function documents(): string {
  const found = [readFileSync(schema, 'utf8')];
  for (const entry of readdirSync(join(frontend, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(entry) || entry.includes('__generated__')) continue;
    const source = readFileSync(join(frontend, 'src', entry), 'utf8');
    found.push(...(source.match(/\bgraphql`[^`]*`/g) ?? []));
  }
  return found.join('\n');
}

let compiled = '';

/** Compile the documents if they changed; whether they did. */
async function compileDocuments(): Promise<boolean> {
  const present = documents();
  if (present === compiled) return false;
  const program = spawn(process.execPath, ['scripts/documents.ts'], {
    cwd: frontend,
    stdio: 'inherit',
  });
  const code = await new Promise((resolve) => program.once('exit', resolve));
  if (code !== 0) throw new Error('the GraphQL documents do not compile, see above');
  compiled = present;
  console.log('documents compiled');
  return true;
}

/** Make the backend read pages and registered documents again. */
function restartBackend(): void {
  writeFileSync(stamp as string, `${Date.now()}\n`);
}

async function buildPublicPages(): Promise<void> {
  const started = performance.now();
  for (const name of publicBuilds) {
    await buildWith({ root: frontend, mode: name, logLevel: 'error' });
    keepManifest(name);
  }
  copyMaplibre();
  const seconds = (performance.now() - started) / 1000;
  console.log(`public pages built in ${seconds.toFixed(1)} s`);
}

emptyOutput();
await compileDocuments();
await buildPublicPages();
restartBackend();

const server = await createServer({
  root: frontend,
  mode: 'office',
  base,
  appType: 'custom',
  plugins: [officePage],
  server: {
    host: '127.0.0.1',
    port: Number(port),
    strictPort: true,
    // The backend knows its visitors by the Host header: it stays as the browser wrote it.
    proxy: { '^/(?!@kantor/)': { target: backend, changeOrigin: false } },
  },
});
await backendAnswers();
await server.listen();
console.log(`ready on ${port}`);

const changed = new Set<string>();
let working = false;

/** Bring everything up to date with the changed files; what changes meanwhile comes next. */
async function work(): Promise<void> {
  if (working) return;
  working = true;
  while (changed.size > 0) {
    const files = [...changed];
    changed.clear();
    try {
      const recompiled = await compileDocuments();
      const rebuilt = files.some((file) => !file.startsWith('src/office/'));
      if (rebuilt) await buildPublicPages();
      if (recompiled || rebuilt) restartBackend();
      if (recompiled) {
        server.moduleGraph.invalidateAll();
        server.ws.send({ type: 'full-reload' });
      }
    } catch (error) {
      // The last good pages stay until the next change.
      console.error(error instanceof Error ? error.message : error);
    }
  }
  working = false;
}

const matters = /^(src\/(?!.*__generated__)|static\/|index\.html|en\.html|\.\.\/schema\.graphql)/;
server.watcher.add(schema);
server.watcher.on('all', (_event, file) => {
  const name = relative(frontend, file).replaceAll('\\', '/');
  if (!matters.test(name)) return;
  changed.add(name);
  // An editor writes a file in more than one step.
  setTimeout(100).then(work);
});
