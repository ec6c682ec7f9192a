import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, createServer } from 'vite';

/**
 * The window's page without Electron: over a mock of the program that answers from a JSONL result.
 *
 *     node scripts/renderer-preview.mjs CASE.jsonl [--port 5199]      serves it while you work on it
 *     node scripts/renderer-preview.mjs CASE.jsonl --build DIR        builds it; any static server shows it
 *
 * `?open` in the address starts with the case open.
 */
const ROOT = fileURLToPath(new URL('../renderer', import.meta.url));

/** Puts the mock before the program's own script and serves the result beside the page. */
function mockPlugin(file) {
  return {
    name: 'daemonscope-mock',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => html.replace('src="./main.tsx"', 'src="./mock/main.ts"'),
    },
    configureServer(server) {
      server.middlewares.use('/case.jsonl', (_request, response) => response.end(readFileSync(file)));
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'case.jsonl', source: readFileSync(file) });
    },
  };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { port: { type: 'string', default: '5199' }, build: { type: 'string' } },
});
const [file] = positionals;
if (file === undefined) {
  console.error('usage: node scripts/renderer-preview.mjs CASE.jsonl [--port N | --build DIR]');
  process.exit(2);
}

const config = { root: ROOT, configFile: false, base: './', plugins: [mockPlugin(resolve(file))] };
if (values.build === undefined) {
  const server = await createServer({ ...config, server: { port: Number(values.port), strictPort: true } });
  await server.listen();
  server.printUrls();
} else {
  await build({
    ...config,
    logLevel: 'warn',
    build: { outDir: resolve(values.build), emptyOutDir: true, target: 'chrome114', modulePreload: false },
  });
}
