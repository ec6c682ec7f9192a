import { MAX_TRIGGERS } from '../../shared/limits.ts';
import type { ServiceTrigger } from '../../shared/model/windows-detail.ts';
import { ByteCursor } from './byte-cursor.ts';
import { readGuid } from './guid.ts';
import { ParseError } from './parse-error.ts';
import type { RegistryKey } from './registry-tree.ts';
import { numberOf, utf16 } from './registry-value.ts';
import { TRIGGER_GUIDS, TRIGGER_TYPES } from './service-trigger-names.ts';

export interface TriggerInfo {
  readonly triggers: readonly ServiceTrigger[];
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
  for (const key of keys.slice(0, MAX_TRIGGERS)) {
    triggers.push(
      decodeTrigger(key, (what, offset) => problems.push({ what: `trigger ${key.name}: ${what}`, offset })),
    );
  }
  if (keys.length > MAX_TRIGGERS) {
    const what = `${keys.length} triggers, only the first ${MAX_TRIGGERS} were read`;
    problems.push({ what, offset: triggerInfo.offset });
  }
  return { triggers, problems };
}

type Report = (what: string, offset: number | null) => void;

function decodeTrigger(key: RegistryKey, report: Report): ServiceTrigger {
  const number = (name: string): number | null => {
    const value = key.value(name);
    const result = attempt(() => numberOf(value) ?? null, report, value?.offset ?? key.offset);
    if (result === null) report(`no usable ${name}`, value?.offset ?? key.offset);
    return result;
  };
  const typeCode = number('Type') ?? 0;
  const action = number('Action');
  const guidValue = key.value('GUID');
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
    data: decodeData(key, report),
  };
}

function decodeData(key: RegistryKey, report: Report): ServiceTrigger['data'] {
  const numbered = key
    .values()
    .map((value) => ({ value, at: /^data(\d{1,4})$/i.exec(value.name)?.[1] }))
    .filter(({ at }) => at !== undefined)
    .sort((a, b) => Number(a.at) - Number(b.at));
  const items: ServiceTrigger['data'] = [];
  for (const { value, at } of numbered) {
    const bytes = attempt(() => value.data(), report, value.offset);
    const typeCode = attempt(() => numberOf(key.value(`DataType${at}`)) ?? null, report, value.offset);
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
