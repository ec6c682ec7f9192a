import type { DocumentMap } from './attributes.ts';
import { isMap, own } from './attributes.ts';
import type { Problems } from './problem.ts';

/** Where a stream of records comes from, or what a rule wants (specification 2.1.0, "LogSource"). */
export interface LogSource {
  readonly category?: string;
  readonly product?: string;
  readonly service?: string;
}

/** The rule's `logsource`; `definition` is for readers and is not evaluated. */
export interface RuleLogSource extends LogSource {
  readonly definition?: string;
}

const ROUTED = ['category', 'product', 'service'] as const;
/** "Their values are in lower case and spaces are replaced by a `_`, characters `.` and `-` are allowed." */
const NAME = /^[a-z0-9_.-]+$/;

/** Reads `logsource`; every fault goes to `problems`. */
export function parseLogSource(document: DocumentMap, problems: Problems): RuleLogSource {
  const value = own(document, 'logsource');
  if (!isMap(value)) {
    problems.add('logsource', 'A rule needs a logsource, a map with category, product or service.');
    return {};
  }
  const found: { category?: string; product?: string; service?: string; definition?: string } = {};
  for (const key of ROUTED) {
    const text = own(value, key);
    if (text === undefined || text === null) continue;
    if (typeof text === 'string' && NAME.test(text)) found[key] = text;
    else problems.add(`logsource.${key}`, `The ${key} is lower-case text without spaces.`);
  }
  if (ROUTED.every((key) => own(value, key) === undefined || own(value, key) === null)) {
    problems.add('logsource', 'At least one of category, product and service must be set.');
  }
  const definition = own(value, 'definition');
  if (typeof definition === 'string') found.definition = definition;
  else if (definition !== undefined && definition !== null) {
    problems.add('logsource.definition', 'The definition must be text.');
  }
  return found;
}

/** True when everything that `wanted` sets is the same in `stream`; what it leaves out does not matter. */
export function coversStream(wanted: LogSource, stream: LogSource): boolean {
  return ROUTED.every((key) => wanted[key] === undefined || wanted[key] === stream[key]);
}

/** `product windows, service system`. */
export function describeLogSource(source: LogSource): string {
  return ROUTED.flatMap((key) => (source[key] === undefined ? [] : [`${key} ${source[key]}`])).join(', ');
}
