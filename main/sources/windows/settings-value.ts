import type { Setting } from '../../../shared/model/setting.ts';
import type { RegistryValue } from '../../formats/registry-tree.ts';
import {
  decodeUtf16,
  listOf,
  numberOf,
  REG_EXPAND_SZ,
  REG_LINK,
  REG_MULTI_SZ,
  REG_QWORD,
  REG_SZ,
} from '../../formats/registry-value.ts';
import { securityDescriptorToSddl } from '../../formats/security-descriptor/descriptor-to-sddl.ts';
import type { SettingRow } from './settings-row.ts';

export type SettingContent = Pick<Setting, 'value' | 'number' | 'list'>;

/** Bytes shown of a binary value. */
const SHOWN_BYTES = 256;
const DECIMAL = /^-?\d{1,15}(?:\.\d{1,15})?$/;

/**
 * A registry value as a setting shows it. Texts that are decimal numbers (altitudes, ports) are numbers too. Throws
 * ParseError.
 */
export function settingContent(
  value: RegistryValue,
  row: Pick<SettingRow, 'split' | 'decode'>,
): SettingContent {
  if (row.decode === 'sddl') {
    return { value: securityDescriptorToSddl(value.data(), 'service'), number: null, list: null };
  }
  switch (value.type) {
    case REG_SZ:
    case REG_EXPAND_SZ:
    case REG_LINK: {
      const text = decodeUtf16(value.data());
      return {
        value: text,
        number: DECIMAL.test(text) ? Number(text) : null,
        list: splitText(text, row.split),
      };
    }
    case REG_MULTI_SZ: {
      const list = listOf(value) ?? [];
      return { value: list.join('\n'), number: null, list };
    }
    case REG_QWORD: {
      const data = value.data();
      if (data.length < 8) return bytes(data);
      const number = new DataView(data.buffer, data.byteOffset, data.byteLength).getBigUint64(0, true);
      return {
        value: number.toString(),
        number: number <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(number) : null,
        list: null,
      };
    }
    default: {
      const number = numberOf(value);
      return number === undefined ? bytes(value.data()) : { value: String(number), number, list: null };
    }
  }
}

function splitText(text: string, split: SettingRow['split']): string[] | null {
  if (split === undefined) return null;
  return text
    .split(split === 'comma' ? ',' : /\s+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function bytes(data: Uint8Array): SettingContent {
  const shown = Buffer.from(data.subarray(0, SHOWN_BYTES)).toString('hex');
  const more = data.length > SHOWN_BYTES ? `… (${data.length} bytes)` : '';
  return { value: shown + more, number: null, list: null };
}
