// Writes docs/schema/ from the zod schemas. test/export/json-schema.test.ts fails while the committed file is stale.
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
// Node 20 cannot import .ts; Vite, which builds the program, can.
const server = await createServer({
  root,
  configFile: false,
  logLevel: 'error',
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
  optimizeDeps: { noDiscovery: true },
});
try {
  const { JSON_SCHEMA_NAME, jsonSchemaText } = await server.ssrLoadModule('/main/export/json-schema.ts');
  const folder = new URL('../docs/schema/', import.meta.url);
  await mkdir(folder, { recursive: true });
  await writeFile(new URL(JSON_SCHEMA_NAME, folder), jsonSchemaText());
  console.error(`docs/schema/${JSON_SCHEMA_NAME} written`);
} finally {
  await server.close();
}
