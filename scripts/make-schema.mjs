// Writes what is generated from the zod schemas of shared/model: docs/schema/ and the key order of the JSONL export.
// test/export/schema.test.ts fails while a committed file is stale.
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const root = new URL('../', import.meta.url);
// Node 20 cannot import .ts; Vite, which builds the program, can.
const server = await createServer({
  root: fileURLToPath(root),
  configFile: false,
  logLevel: 'error',
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
  optimizeDeps: { noDiscovery: true },
});
try {
  const { JSON_SCHEMA_VERSIONS, jsonSchemaName, jsonSchemaText } = await server.ssrLoadModule(
    '/scripts/schema/json-schema.ts',
  );
  const { keyTreeText } = await server.ssrLoadModule('/scripts/schema/key-tree.ts');
  await mkdir(new URL('docs/schema/', root), { recursive: true });
  for (const version of JSON_SCHEMA_VERSIONS) {
    await writeFile(new URL(`docs/schema/${jsonSchemaName(version)}`, root), jsonSchemaText(version));
  }
  await writeFile(new URL('main/export/key-tree.generated.ts', root), keyTreeText());
  console.error('docs/schema/ and main/export/key-tree.generated.ts written');
} finally {
  await server.close();
}
