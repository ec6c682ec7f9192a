// Writes docs/reference/ from the program. test/reference.test.ts fails while a committed page is stale.
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { yamlModules } from './yaml-modules.mjs';

const root = new URL('../', import.meta.url);
const server = await createServer({
  root: fileURLToPath(root),
  configFile: false,
  plugins: [yamlModules()],
  logLevel: 'error',
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
  optimizeDeps: { noDiscovery: true },
});
try {
  const { loadRegexEngine } = await server.ssrLoadModule('/main/detect/sigma/sigma.ts');
  await loadRegexEngine();
  const { referencePages } = await server.ssrLoadModule('/scripts/reference/reference-pages.ts');
  await mkdir(new URL('docs/reference/', root), { recursive: true });
  for (const [name, text] of Object.entries(await referencePages())) {
    await writeFile(new URL(`docs/reference/${name}`, root), text);
  }
} finally {
  await server.close();
}
