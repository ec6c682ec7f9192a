import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { JSON_SCHEMA_NAME, jsonSchemaText } from '../../scripts/schema/json-schema.ts';
import { keyTreeText } from '../../scripts/schema/key-tree.ts';

const committed = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test('the published JSON Schema is the one of the zod schemas (else: node scripts/make-schema.mjs)', () => {
  expect(committed(`docs/schema/${JSON_SCHEMA_NAME}`)).toBe(jsonSchemaText());
});

test('the key order is the one of the zod schemas (else: node scripts/make-schema.mjs)', () => {
  expect(committed('main/export/key-tree.generated.ts')).toBe(keyTreeText());
});
