import type { Comparison } from '../../shared/ipc/contract.ts';
import { ellipsis } from '../../shared/text.ts';
import { keyId } from './id-key.ts';
import { jsonOfType } from './packed-records.ts';
import { type Database, select, selectOne } from './sql.ts';

/** Characters of one value that are shown side by side. */
const VALUE = 2_000;
/** Records of ours are some eight levels deep; a file that somebody made may be deeper than a stack. */
const DEPTH = 64;
/** Says where it was read, which differs between two copies of the same thing. */
const NOT_COMPARED = new Set(['provenance', 'evidencePath']);

/** One of two results that are compared: its services by id, each as its JSON. */
export interface ComparedSide {
  readonly host: string | null;
  readonly startedAt: string | null;
  readonly services: Iterable<readonly [id: string, json: string]>;
}

/** What became of the services between two runs over the same host, field by field. */
export function compareCases(before: Database, after: Database): Comparison {
  return compareSides(sideOf(before), sideOf(after), VALUE);
}

/** A case as a side; its database stays open while the services are read. */
export function sideOf(db: Database): ComparedSide {
  const [host, startedAt] = selectOne(db, 'SELECT host, startedAt FROM evidence') ?? [];
  return { host: textOrNull(host), startedAt: textOrNull(startedAt), services: readServices(db) };
}

/** Values longer than `limit` characters are cut; by default none. */
export function compareSides(
  before: ComparedSide,
  after: ComparedSide,
  limit = Number.POSITIVE_INFINITY,
): Comparison {
  const old = new Map(before.services);
  const added: Comparison['added'] = [];
  const changed: Comparison['changed'] = [];
  for (const [id, json] of after.services) {
    const was = old.get(id);
    old.delete(id);
    if (was === json) continue;
    const record = JSON.parse(json) as { readonly name?: unknown };
    const name = String(record.name);
    if (was === undefined) {
      added.push({ id, name });
      continue;
    }
    const fields = differences(flat(JSON.parse(was)), flat(record), limit);
    if (fields.length > 0) changed.push({ id, name, fields });
  }
  const removed = [...old].map(([id, json]) => ({
    id,
    name: String((JSON.parse(json) as { name?: unknown }).name),
  }));
  return { before: describeSide(before), added, removed, changed };
}

function* readServices(db: Database): Generator<[id: string, json: string]> {
  const ids = select(db, 'SELECT id FROM services ORDER BY n');
  for (const [, json] of jsonOfType(db, 'service')) {
    const id = ids.next();
    if (id.done !== true) yield [keyId(String(id.value[0])), json];
  }
  ids.return(undefined);
}

export function describeSide({ host, startedAt }: ComparedSide): string {
  return `${host ?? 'unknown host'}, ${startedAt ?? 'unknown time'}`;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function differences(before: Map<string, string>, after: Map<string, string>, limit: number) {
  const fields = [...new Set([...before.keys(), ...after.keys()])].filter(
    (field) => before.get(field) !== after.get(field),
  );
  return fields.map((field) => ({
    field,
    before: shown(before.get(field), limit),
    after: shown(after.get(field), limit),
  }));
}

function shown(text: string | undefined, limit: number): string | null {
  return text === undefined ? null : ellipsis(text, limit);
}

/** Every value by its way through the record: `image.path`, `payloads.0.raw`. Nothing stands for null. */
function flat(value: unknown, way = '', into = new Map<string, string>(), depth = 0): Map<string, string> {
  if (typeof value === 'object' && value !== null && depth > DEPTH) {
    into.set(way, 'nested too deep to be compared');
    return into;
  }
  if (typeof value !== 'object' || value === null) {
    if (value !== null && value !== undefined) into.set(way, String(value));
    return into;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (!NOT_COMPARED.has(key)) flat(inner, way === '' ? key : `${way}.${key}`, into, depth + 1);
  }
  return into;
}
