import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { JSON_SCHEMA_VERSIONS, jsonSchemaName, jsonSchemaText } from '../../scripts/schema/json-schema.ts';
import { keyTreeText } from '../../scripts/schema/key-tree.ts';

const committed = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test.each(
  JSON_SCHEMA_VERSIONS,
)('the published JSON Schema %s is the one of the zod schemas (else: node scripts/make-schema.mjs)', (version) => {
  expect(committed(`docs/schema/${jsonSchemaName(version)}`)).toBe(jsonSchemaText(version));
});

test('only the schema of a judged case knows annotations, and all else is the same', () => {
  const [scan, judged] = JSON_SCHEMA_VERSIONS.map(
    (version) => JSON.parse(jsonSchemaText(version)) as { $defs: Record<string, unknown> },
  );
  const { annotation, ...rest } = judged?.$defs ?? {};
  expect(annotation).toBeDefined();
  expect(rest).toEqual(scan?.$defs);
});

test('the key order is the one of the zod schemas (else: node scripts/make-schema.mjs)', () => {
  expect(committed('main/export/key-tree.generated.ts')).toBe(keyTreeText());
});
