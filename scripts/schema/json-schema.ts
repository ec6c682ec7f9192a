import { z } from 'zod';
import { ANNOTATED_SCHEMA_VERSION, SCHEMA_VERSION } from '../../shared/model/schema-version.ts';
import { RECORD_SCHEMAS, type RecordType } from './record-schemas.ts';

/** What is published under docs/schema/: what a scan writes, and what the report of a case may add to it. */
export const JSON_SCHEMA_VERSIONS: readonly string[] = [SCHEMA_VERSION, ANNOTATED_SCHEMA_VERSION];

export function jsonSchemaName(version: string): string {
  return `daemonscope-${version}.schema.json`;
}

/** JSON Schema (2020-12) of one line of the JSONL export, made from the same zod schemas as the types. */
export function jsonSchemaText(version: string): string {
  const annotated = version === ANNOTATED_SCHEMA_VERSION;
  const types = Object.entries(RECORD_SCHEMAS).filter(
    ([type]) => annotated || (type as RecordType) !== 'annotation',
  );
  const definitions = types.map(([type, schema]) => {
    const { $schema: _, ...definition } = z.toJSONSchema(schema);
    return [type, definition] as const;
  });
  const findings = annotated ? 'finding, annotation' : 'finding';
  const document = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:daemonscope:schema:${version}`,
    title: `Daemonscope JSONL export ${version}: one line`,
    description:
      `A file holds one header, then service, event, binary, ${findings}, diagnostic and coverage lines, then one summary. ` +
      'Keys appear in the order of this schema.',
    oneOf: types.map(([type]) => ({ $ref: `#/$defs/${type}` })),
    $defs: Object.fromEntries(definitions),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
