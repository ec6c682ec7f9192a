import { fail, ok, type Result } from '../result.ts';
import { SDDL_COMBINED_RIGHTS, SDDL_RIGHTS } from './access-rights.ts';
import { sidOfAlias } from './well-known-sids.ts';

/** One ACE of an SDDL string ([MS-DTYP] 2.5.1.1). */
export interface SddlAce {
  /** `A`, `D`, `OA`, `XA`, `AU`, `ML` … in upper case. */
  readonly type: string;
  readonly effect: 'allow' | 'deny' | 'other';
  /** `OI`, `CI`, `NP`, `IO`, `ID`, `SA`, `FA` … */
  readonly flags: readonly string[];
  /** Unsigned 32 bits, generic bits as they are. */
  readonly mask: number;
  readonly objectType: string | null;
  readonly inheritedObjectType: string | null;
  /** SID; `S-1-5-21-RID` for an alias of an unnamed domain. */
  readonly sid: string;
  /** Conditional expression or resource attribute as written; null without one. */
  readonly condition: string | null;
}

export interface SddlDescriptor {
  readonly owner: string | null;
  readonly group: string | null;
  /** null: there is no DACL, which lets everyone do everything; an empty list lets nobody do anything. */
  readonly dacl: readonly SddlAce[] | null;
  readonly daclFlags: readonly string[];
  readonly sacl: readonly SddlAce[] | null;
  readonly saclFlags: readonly string[];
}

const SID = /^S-1-(?:0x[0-9a-f]{12}|\d+)(?:-\d+)*/i;
const ALLOW = new Set(['A', 'OA', 'XA', 'ZA']);
const DENY = new Set(['D', 'OD', 'XD', 'ZD']);
const rightsByLetters = new Map([...SDDL_RIGHTS, ...SDDL_COMBINED_RIGHTS]);

/** Parses SDDL text. Order of the parts, case of letters and spaces between them do not matter. */
export function parseSddl(text: string): Result<SddlDescriptor> {
  let owner: string | null = null;
  let group: string | null = null;
  let dacl: SddlAce[] | null = null;
  let sacl: SddlAce[] | null = null;
  let daclFlags: string[] = [];
  let saclFlags: string[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const tag = rest.slice(0, 2).toUpperCase();
    rest = rest.slice(2).trimStart();
    if (tag === 'O:' || tag === 'G:') {
      const token = sidToken(rest);
      if (token === null) return fail(`no SID after ${tag}`);
      if (tag === 'O:') owner = token.sid;
      else group = token.sid;
      rest = rest.slice(token.length).trimStart();
    } else if (tag === 'D:' || tag === 'S:') {
      const list = parseAcl(rest);
      if (!list.ok) return list;
      if (tag === 'D:') {
        dacl = list.value.aces;
        daclFlags = list.value.flags;
      } else {
        sacl = list.value.aces;
        saclFlags = list.value.flags;
      }
      rest = rest.slice(list.value.length).trimStart();
    } else return fail(`unknown part ${tag}`);
  }
  return ok({ owner, group, dacl, daclFlags, sacl, saclFlags });
}

function sidToken(text: string): { sid: string; length: number } | null {
  const written = SID.exec(text);
  if (written !== null)
    return { sid: written[0].toUpperCase().replace('0X', '0x'), length: written[0].length };
  const sid = sidOfAlias(text.slice(0, 2).toUpperCase());
  return sid === null ? null : { sid, length: 2 };
}

function parseAcl(text: string): Result<{ aces: SddlAce[] | null; flags: string[]; length: number }> {
  const head = /^(NO_ACCESS_CONTROL|(?:P|AR|AI|\s)*)/i.exec(text)?.[0] ?? '';
  if (head.toUpperCase() === 'NO_ACCESS_CONTROL') return ok({ aces: null, flags: [], length: head.length });
  const flags = head.toUpperCase().match(/P|AR|AI/g) ?? [];
  const aces: SddlAce[] = [];
  let at = head.length;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1;
    if (text.charAt(at) !== '(') return ok({ aces, flags: [...flags], length: at });
    const end = closingParenthesis(text, at);
    if (end === -1) return fail('an ACE without its closing parenthesis');
    const ace = parseAce(text.slice(at + 1, end));
    if (!ace.ok) return ace;
    aces.push(ace.value);
    at = end + 1;
  }
}

/** Position of the parenthesis that closes the one at `start`, beyond nested ones and quoted text; -1 without one. */
function closingParenthesis(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === '(') depth += 1;
    else if (character === ')' && --depth === 0) return at;
  }
  return -1;
}

function parseAce(text: string): Result<SddlAce> {
  const fields = text.split(';');
  const [type = '', flags = '', rights = '', object = '', inherited = '', trustee] = fields;
  if (trustee === undefined) return fail(`ACE with ${fields.length} of 6 fields`);
  const mask = parseRights(rights.trim());
  if (mask === null) return fail(`unknown rights ${rights.trim()}`);
  const token = sidToken(trustee.trim());
  if (token === null) return fail(`unknown trustee ${trustee.trim()}`);
  const word = type.trim().toUpperCase();
  const condition = fields.slice(6).join(';').trim();
  return ok({
    type: word,
    effect: ALLOW.has(word) ? 'allow' : DENY.has(word) ? 'deny' : 'other',
    flags: flags.toUpperCase().match(/[A-Z]{2}/g) ?? [],
    mask,
    objectType: object.trim() || null,
    inheritedObjectType: inherited.trim() || null,
    sid: token.sid,
    condition: condition || null,
  });
}

/** Hexadecimal, octal or decimal number, or letters two by two; null for anything else. */
function parseRights(text: string): number | null {
  if (/^0x[0-9a-f]{1,8}$/i.test(text)) return Number.parseInt(text, 16);
  if (/^0[0-7]{1,11}$/.test(text)) return Number.parseInt(text, 8) >>> 0;
  if (/^\d{1,10}$/.test(text)) return Number(text) >>> 0;
  let mask = 0;
  for (let at = 0; at < text.length; at += 2) {
    const right = rightsByLetters.get(text.slice(at, at + 2).toUpperCase());
    if (right === undefined) return null;
    mask |= right;
  }
  return mask >>> 0;
}
