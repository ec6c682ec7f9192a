import type { ServiceRecord } from '../../../../shared/model/service-record.ts';
import type { BaselineResult } from '../baseline.ts';
import type { FactContext } from '../fact-context.ts';

/** What is compared of two records, under the name that a rule's author knows it by. */
export type Compared = readonly [field: string, value: (record: ServiceRecord) => unknown];

const text = (value: unknown): string => JSON.stringify(value ?? null);

/** SHA-256 by path, of what was hashed. */
function hashes(record: ServiceRecord): Map<string, string> {
  const found = new Map<string, string>();
  for (const { path, sha256 } of record.payloads) if (sha256 !== null) found.set(path, sha256);
  const { image } = record;
  if (image !== null && image.sha256 !== null) found.set(image.path, image.sha256);
  return found;
}

/** How a record differs from the one that an earlier run has under its id; undefined without a baseline. */
export function compareUnix(
  record: ServiceRecord,
  context: FactContext,
  compared: readonly Compared[],
): BaselineResult | undefined {
  if (context.baselineById === null) return undefined;
  const before = context.baselineById.get(record.id);
  if (before === undefined) return { state: 'new', changes: [] };
  const changes = compared
    .filter(([, value]) => text(value(record)) !== text(value(before)))
    .map(([field]) => field);
  const known = hashes(before);
  // Only a file that both runs hashed can have changed.
  const rewritten = [...hashes(record)].some(([path, hash]) => (known.get(path) ?? hash) !== hash);
  if (rewritten) changes.push('sha256');
  return { state: changes.length === 0 ? 'same' : 'changed', changes };
}
