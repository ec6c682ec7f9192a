import { sidAlias } from '../../../shared/security/well-known-sids.ts';
import { ByteCursor } from '../byte-cursor.ts';
import { ParseError } from '../parse-error.ts';
import { readSid } from './sid.ts';

/** Operators of conditional ACEs ([MS-DTYP] 2.4.4.17.6 and .7) by their token. */
const BINARY: Readonly<Record<number, string>> = {
  128: '==',
  129: '!=',
  130: '<',
  131: '<=',
  132: '>',
  133: '>=',
  134: 'Contains',
  136: 'Any_of',
  142: 'Not_Contains',
  143: 'Not_Any_of',
  160: '&&',
  161: '||',
};
const UNARY: Readonly<Record<number, string>> = {
  135: 'Exists',
  137: 'Member_of',
  138: 'Device_Member_of',
  139: 'Member_of_Any',
  140: 'Device_Member_of_Any',
  141: 'Not_Exists',
  144: 'Not_Member_of',
  145: 'Not_Device_Member_of',
  146: 'Not_Member_of_Any',
  147: 'Not_Device_Member_of_Any',
  162: '!',
};
const ATTRIBUTE: Readonly<Record<number, string>> = {
  248: '',
  249: '@User.',
  250: '@Resource.',
  251: '@Device.',
};
const COMPOSITE = 80;
/** Composites hold literals; Windows nests none. */
const MAX_DEPTH = 4;

/**
 * Text of the conditional expression ([MS-DTYP] 2.4.4.17, postfix; text form 2.5.1.1) that a callback ACE carries, with
 * its parentheses; null when the bytes are none, or none that can be read.
 */
export function conditionText(data: Uint8Array): string | null {
  if (data.length < 4 || String.fromCharCode(...data.subarray(0, 4)) !== 'artx') return null;
  const stack: string[] = [];
  const cursor = new ByteCursor(data, 4);
  try {
    while (cursor.remaining > 0) {
      const token = cursor.u8('conditional expression');
      if (token === 0) continue;
      const binary = BINARY[token];
      const unary = UNARY[token];
      if (binary !== undefined) {
        const right = stack.pop();
        const left = stack.pop();
        if (left === undefined || right === undefined) return null;
        stack.push(`(${left} ${binary} ${right})`);
      } else if (unary !== undefined) {
        const operand = stack.pop();
        if (operand === undefined) return null;
        stack.push(unary === '!' ? `(!${operand})` : `(${unary} ${operand})`);
      } else stack.push(operandText(cursor, token, 0));
    }
  } catch (error) {
    if (error instanceof ParseError) return null;
    throw error;
  }
  return stack.length === 1 && stack[0]?.startsWith('(') ? stack[0] : null;
}

function operandText(cursor: ByteCursor, token: number, depth: number): string {
  const start = cursor.position - 1;
  if (token >= 1 && token <= 4) {
    const value = cursor.u64('integer literal');
    cursor.skip(2, 'integer sign and base');
    return BigInt.asIntN(64, value).toString();
  }
  const bytes = cursor.slice(cursor.u32('literal length'), 'literal');
  const attribute = ATTRIBUTE[token];
  if (attribute !== undefined) return attribute + text(bytes);
  if (token === 16) return `"${text(bytes)}"`;
  if (token === 24) return `#${Buffer.from(bytes).toString('hex')}`;
  if (token === 81) {
    const sid = readSid(new ByteCursor(bytes), 'SID literal');
    return `SID(${sidAlias(sid) ?? sid})`;
  }
  if (token === COMPOSITE && depth < MAX_DEPTH) {
    const inner = new ByteCursor(bytes);
    const items: string[] = [];
    while (inner.remaining > 0) {
      const next = inner.u8('composite literal');
      if (next !== 0) items.push(operandText(inner, next, depth + 1));
    }
    return `{${items.join(', ')}}`;
  }
  throw new ParseError('conditional expression', start, `unknown token ${token}`);
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf16le');
}
