import { MAX_OTHER_VALUES } from '../../../shared/limits.ts';
import type { WindowsDetail } from '../../../shared/model/windows-detail.ts';
import { ellipsis } from '../../../shared/text.ts';
import type { RegistryValue } from '../../formats/registry-tree.ts';
import {
  listOf,
  numberOf,
  REG_BINARY,
  REG_DWORD,
  REG_DWORD_BIG_ENDIAN,
  REG_MULTI_SZ,
  REG_NONE,
  textOf,
} from '../../formats/registry-value.ts';
import { attempt, type KeyValues, type ReportProblem } from './key-values.ts';

export type OtherValue = WindowsDetail['otherValues'][number];

/** Enough to see a program's header (MZ) or the kind of a structure. */
const HEX_BYTES = 64;
const TEXT_LENGTH = 1_024;
/** Binary data from this size on is worth showing wherever it lies; smaller programs do not exist. */
const LARGE = 4_096;
const SMALLEST_PROGRAM = 256;

/** Values of the service's key that have no field in the model, or not the type that their field has. */
export function otherValues(values: KeyValues, prefix: string, report: ReportProblem): OtherValue[] {
  const found: OtherValue[] = [];
  const rest = values.rest();
  for (const value of rest) {
    if (found.length === MAX_OTHER_VALUES) {
      report(value.offset, `a key with ${rest.length} other values: only ${MAX_OTHER_VALUES} are shown`);
      break;
    }
    found.push(describe(value, prefix, report));
  }
  return found;
}

/**
 * Values below the key that may hold a program: registry-resident malware keeps its payload under a service's
 * Parameters. Ordinary parameters are left out, they would be most of the hive.
 */
export function suspectValues(values: KeyValues, prefix: string, report: ReportProblem): OtherValue[] {
  const found: OtherValue[] = [];
  for (const value of values.rest()) {
    if (value.size < SMALLEST_PROGRAM || found.length === MAX_OTHER_VALUES) continue;
    const binary = value.type === REG_BINARY || value.type === REG_NONE || value.type > REG_MULTI_SZ;
    if (value.size >= LARGE || (binary && startsLikeProgram(value, report))) {
      found.push(describe(value, prefix, report));
    }
  }
  return found;
}

function startsLikeProgram(value: RegistryValue, report: ReportProblem): boolean {
  const data = attempt(() => value.data(), EMPTY, report, value.offset, `value ${value.name}`);
  return data[0] === 0x4d && data[1] === 0x5a;
}

const EMPTY = new Uint8Array();

function describe(value: RegistryValue, prefix: string, report: ReportProblem): OtherValue {
  const data = attempt(() => decoded(value), '', report, value.offset, `value ${value.name}`);
  return { name: prefix + value.name, type: value.type, size: value.size, data };
}

function decoded(value: RegistryValue): string {
  const text = textOf(value);
  if (text !== undefined) return ellipsis(text, TEXT_LENGTH);
  if (value.type === REG_MULTI_SZ) return ellipsis((listOf(value) ?? []).join('; '), TEXT_LENGTH);
  if (value.type === REG_DWORD || value.type === REG_DWORD_BIG_ENDIAN) {
    const number = numberOf(value);
    if (number !== undefined) return String(number);
  }
  const data = value.data();
  const hex = Buffer.from(data.buffer, data.byteOffset, Math.min(data.length, HEX_BYTES)).toString('hex');
  return data.length > HEX_BYTES ? `${hex}…` : hex;
}
