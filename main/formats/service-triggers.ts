import { MAX_TRIGGERS } from '../../shared/limits.ts';
import type { ServiceTrigger } from '../../shared/model/windows-detail.ts';
import { ByteCursor } from './byte-cursor.ts';
import { readGuid } from './guid.ts';
import { ParseError } from './parse-error.ts';
import type { RegistryKey, RegistryValue } from './registry-tree.ts';
import { numberOf, utf16 } from './registry-value.ts';
import { TRIGGER_GUIDS, TRIGGER_TYPES } from './service-trigger-names.ts';

export interface TriggerInfo {
  readonly triggers: readonly ServiceTrigger[];
  /** The values DataN of all triggers as they are stored. */
  readonly data: readonly { readonly trigger: string; readonly value: RegistryValue }[];
  /** Offsets are those of the keys and values in the hive. */
  readonly problems: readonly { readonly what: string; readonly offset: number | null }[];
}

/** SERVICE_TRIGGER_DATA_TYPE_* (winsvc.h). */
const DATA_STRING = 2;
const DATA_LEVEL = 3;
const DATA_KEYWORD_ANY = 4;
const DATA_KEYWORD_ALL = 5;

/**
 * Decodes the key TriggerInfo of a service: subkeys 0, 1, 2 … with Type, Action, GUID (Guid) and DataN, DataTypeN.
 * What cannot be read of a trigger is null or `unknown` and named in `problems`; nothing is thrown.
 */
export function decodeTriggerInfo(triggerInfo: RegistryKey): TriggerInfo {
  const triggers: ServiceTrigger[] = [];
  const problems: { what: string; offset: number | null }[] = [];
  const keys = [...triggerInfo.subkeys()].sort((a, b) => triggerNumber(a) - triggerNumber(b));
  const data: { trigger: string; value: RegistryValue }[] = [];
  for (const key of keys.slice(0, MAX_TRIGGERS)) {
    const report: Report = (what, offset) => problems.push({ what: `trigger ${key.name}: ${what}`, offset });
    const values = valuesByName(key, report);
    const numbered = dataValues(values);
    triggers.push(decodeTrigger(key, values, numbered, report));
    for (const { value } of numbered) data.push({ trigger: key.name, value });
  }
  if (keys.length > MAX_TRIGGERS) {
    const what = `${keys.length} triggers, only the first ${MAX_TRIGGERS} were read`;
    problems.push({ what, offset: triggerInfo.offset });
  }
  return { triggers, data, problems };
}

type Report = (what: string, offset: number | null) => void;

/** By name in lower case, the first of two that are alike. */
type Values = ReadonlyMap<string, RegistryValue>;

function valuesByName(key: RegistryKey, report: Report): Values {
  const byName = new Map<string, RegistryValue>();
  const values = attempt(() => key.values(), report, key.offset) ?? [];
  // A plain loop, as in KeyValues: most runs are over before V8 optimises it.
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] as RegistryValue;
    const name = attempt(() => value.name.toLowerCase(), report, value.offset);
    if (name !== null && !byName.has(name)) byName.set(name, value);
  }
  return byName;
}

/** DataN, in the order of N. */
interface Numbered {
  readonly value: RegistryValue;
  readonly at: string;
}

function dataValues(values: Values): Numbered[] {
  const numbered: Numbered[] = [];
  values.forEach((value, name) => {
    const at = name.startsWith('data') ? /^data(\d{1,4})$/.exec(name)?.[1] : undefined;
    if (at !== undefined) numbered.push({ value, at });
  });
  return numbered.sort((a, b) => Number(a.at) - Number(b.at));
}

function decodeTrigger(
  key: RegistryKey,
  values: Values,
  numbered: readonly Numbered[],
  report: Report,
): ServiceTrigger {
  const number = (name: string): number | null => {
    const value = values.get(name.toLowerCase());
    const result = attempt(() => numberOf(value) ?? null, report, value?.offset ?? key.offset);
    if (result === null) report(`no usable ${name}`, value?.offset ?? key.offset);
    return result;
  };
  const typeCode = number('Type') ?? 0;
  const action = number('Action');
  const guidValue = values.get('guid');
  const guid =
    guidValue === undefined
      ? null
      : attempt(() => readGuid(new ByteCursor(guidValue.data()), 'trigger GUID'), report, guidValue.offset);
  return {
    type: TRIGGER_TYPES[typeCode] ?? 'unknown',
    typeCode,
    action: action === 1 ? 'start' : action === 2 ? 'stop' : 'unknown',
    guid,
    guidName: guid === null ? null : (TRIGGER_GUIDS[guid] ?? null),
    data: decodeData(values, numbered, report),
  };
}

function decodeData(values: Values, numbered: readonly Numbered[], report: Report): ServiceTrigger['data'] {
  const items: ServiceTrigger['data'] = [];
  for (const { value, at } of numbered) {
    const bytes = attempt(() => value.data(), report, value.offset);
    const typeCode = attempt(() => numberOf(values.get(`datatype${at}`)) ?? null, report, value.offset);
    if (bytes === null) continue;
    const text = dataText(bytes, typeCode ?? 0);
    items.push({
      typeCode: typeCode ?? 0,
      text,
      hex: text === null ? Buffer.from(bytes).toString('hex') : null,
    });
  }
  return items;
}

/** Strings (several are joined by newline), a level in decimal, a keyword mask in hexadecimal; null for bytes. */
function dataText(bytes: Uint8Array, typeCode: number): string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (typeCode === DATA_STRING) {
    return utf16(bytes)
      .split('\0')
      .filter((part) => part !== '')
      .join('\n');
  }
  if (typeCode === DATA_LEVEL && bytes.length >= 1) return String(view.getUint8(0));
  if ((typeCode === DATA_KEYWORD_ANY || typeCode === DATA_KEYWORD_ALL) && bytes.length >= 8) {
    return `0x${view.getBigUint64(0, true).toString(16)}`;
  }
  return null;
}

function attempt<T>(read: () => T, report: Report, offset: number | null): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    report(error.message, offset);
    return null;
  }
}

function triggerNumber(key: RegistryKey): number {
  return /^\d{1,9}$/.test(key.name) ? Number(key.name) : Number.MAX_SAFE_INTEGER;
}
