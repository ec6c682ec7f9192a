import { z } from 'zod';
import { SCHEMA_VERSION } from '../../shared/model/schema-version.ts';
import { RECORD_SCHEMAS } from './record-schemas.ts';

/** File name of the published schema under docs/schema/. */
export const JSON_SCHEMA_NAME = `daemonscope-${SCHEMA_VERSION}.schema.json`;

/** JSON Schema (2020-12) of one line of the JSONL export, made from the same zod schemas as the types. */
export function jsonSchemaText(): string {
  const types = Object.entries(RECORD_SCHEMAS);
  const definitions = types.map(([type, schema]) => {
    const { $schema: _, ...definition } = z.toJSONSchema(schema);
    return [type, definition] as const;
  });
  const document = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:daemonscope:schema:${SCHEMA_VERSION}`,
    title: `Daemonscope JSONL export ${SCHEMA_VERSION}: one line`,
    description:
      'A file holds one header, then service, event, binary, finding, diagnostic and coverage lines, then one summary. ' +
      'Keys appear in the order of this schema.',
    oneOf: types.map(([type]) => ({ $ref: `#/$defs/${type}` })),
    $defs: Object.fromEntries(definitions),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
