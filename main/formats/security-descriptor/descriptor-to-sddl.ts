import {
  SDDL_COMBINED_RIGHTS,
  SDDL_RIGHTS,
  type SecuredObject,
} from '../../../shared/security/access-rights.ts';
import { sidAlias } from '../../../shared/security/well-known-sids.ts';
import type { Ace } from './ace.ts';
import type { Acl } from './acl.ts';
import { conditionText } from './condition.ts';
import * as descriptor from './security-descriptor.ts';

/** ACE types by their SDDL words ([MS-DTYP] 2.5.1.1); TL and FL as Windows 8 and later write them. */
const ACE_WORDS: Readonly<Record<number, string>> = {
  0: 'A',
  1: 'D',
  2: 'AU',
  3: 'AL',
  5: 'OA',
  6: 'OD',
  7: 'OU',
  8: 'OL',
  9: 'XA',
  10: 'XD',
  11: 'ZA',
  12: 'ZD',
  13: 'XU',
  17: 'ML',
  18: 'RA',
  19: 'SP',
  20: 'TL',
  21: 'FL',
};
const MANDATORY_LABEL = 17;
const AUDIT_TYPES = new Set([2, 3, 7, 8, 13, 14, 15, 16]);

/** AceFlags in the order in which Windows writes them. */
const FLAG_WORDS: readonly (readonly [bit: number, word: string])[] = [
  [0x01, 'OI'],
  [0x02, 'CI'],
  [0x04, 'NP'],
  [0x08, 'IO'],
  [0x10, 'ID'],
];

/**
 * SDDL text ([MS-DTYP] 2.5.1) of a self-relative descriptor, parts in the order owner, group, DACL, SACL. Well-known SIDs
 * become aliases; those of a domain stay SIDs, which say which domain. For a key, whole masks become KA, KR, KW.
 * Throws ParseError.
 */
export function securityDescriptorToSddl(bytes: Uint8Array, object: SecuredObject): string {
  const decoded = descriptor.decodeSecurityDescriptor(bytes);
  const { control } = decoded;
  let text = '';
  if (decoded.owner !== null) text += `O:${sidText(decoded.owner)}`;
  if (decoded.group !== null) text += `G:${sidText(decoded.group)}`;
  if ((control & descriptor.SE_DACL_PRESENT) !== 0) {
    const flags = aclFlags(
      control,
      descriptor.SE_DACL_PROTECTED,
      descriptor.SE_DACL_AUTO_INHERIT_REQ,
      descriptor.SE_DACL_AUTO_INHERITED,
    );
    text += `D:${aclText(decoded.dacl, flags, object)}`;
  }
  if ((control & descriptor.SE_SACL_PRESENT) !== 0) {
    const flags = aclFlags(
      control,
      descriptor.SE_SACL_PROTECTED,
      descriptor.SE_SACL_AUTO_INHERIT_REQ,
      descriptor.SE_SACL_AUTO_INHERITED,
    );
    text += `S:${aclText(decoded.sacl, flags, object)}`;
  }
  return text;
}

function aclFlags(control: number, isProtected: number, required: number, inherited: number): string {
  const has = (bit: number, word: string) => ((control & bit) !== 0 ? word : '');
  return has(isProtected, 'P') + has(required, 'AR') + has(inherited, 'AI');
}

function aclText(acl: Acl | null, flags: string, object: SecuredObject): string {
  if (acl === null) return 'NO_ACCESS_CONTROL';
  let text = flags;
  for (const ace of acl.aces) text += aceText(ace, object);
  return text;
}

function aceText(ace: Ace, object: SecuredObject): string {
  const word = ACE_WORDS[ace.type] ?? `0x${ace.type.toString(16)}`;
  let flags = '';
  // Almost every ACE of a service or driver has none.
  if (ace.flags !== 0) for (const [bit, letters] of FLAG_WORDS) if ((ace.flags & bit) !== 0) flags += letters;
  if ((ace.flags & 0x20) !== 0) flags += 'CR';
  if ((ace.flags & 0x40) !== 0) flags += AUDIT_TYPES.has(ace.type) ? 'SA' : 'TP';
  if ((ace.flags & 0x80) !== 0) flags += 'FA';
  const rights = ace.type === MANDATORY_LABEL ? labelText(ace.mask) : rightsText(ace.mask, object);
  const objects = `${guidText(ace.objectType)};${guidText(ace.inheritedObjectType)}`;
  const sid = ace.sid === null ? '' : sidText(ace.sid);
  return `(${word};${flags};${rights};${objects};${sid}${dataText(ace.data)})`;
}

/** What follows the SID. Bytes that SDDL has no words for are kept as an octet string (2.5.1.1, octet-string). */
function dataText(data: Uint8Array): string {
  if (data.length === 0) return '';
  const condition = conditionText(data);
  if (condition !== null) return `;${condition}`;
  return data.some((byte) => byte !== 0) ? `;#${Buffer.from(data).toString('hex')}` : '';
}

/** Whole masks of a key; where two words mean the same (KR, KX), Windows writes the first. */
const WHOLE_KEY_RIGHTS: ReadonlyMap<number, string> = new Map(
  SDDL_COMBINED_RIGHTS.filter(([word]) => word.startsWith('K'))
    .reverse()
    .map(([word, mask]) => [mask, word]),
);

function rightsText(mask: number, object: SecuredObject): string {
  const whole = object === 'key' ? WHOLE_KEY_RIGHTS.get(mask) : undefined;
  if (whole !== undefined) return whole;
  let text = '';
  let left = mask;
  // Thousands of ACEs pass here before V8 optimises the loop: an iterator would allocate four objects a right.
  for (let index = 0; index < SDDL_RIGHTS.length; index += 1) {
    const right = SDDL_RIGHTS[index] as (typeof SDDL_RIGHTS)[number];
    if ((mask & right[1]) === 0) continue;
    text += right[0];
    left &= ~right[1];
  }
  return left === 0 ? text : `0x${mask.toString(16)}`;
}

function labelText(mask: number): string {
  if ((mask & ~7) !== 0) return `0x${mask.toString(16)}`;
  return ((mask & 1) !== 0 ? 'NW' : '') + ((mask & 2) !== 0 ? 'NR' : '') + ((mask & 4) !== 0 ? 'NX' : '');
}

function guidText(guid: string | null): string {
  return guid === null ? '' : guid.slice(1, -1).toLowerCase();
}

function sidText(sid: string): string {
  return sidAlias(sid) ?? sid;
}
