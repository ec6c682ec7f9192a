import { MAX_PACKAGES } from '../../../shared/limits.ts';
import { addProblem, type LineProblem } from './line-problem.ts';

/** The wanted fields of one stanza by their name in lower case; continuation lines joined by `\n`, their first blank kept. */
export type Stanza = ReadonlyMap<string, string>;

/**
 * Stanzas of a control file (deb-control(5), "Description"; deb822(5), "Syntax"): `Name: value` lines, continued by lines that begin
 * with a blank, separated by blank lines. Only fields of `wanted` (lower case) are kept; comments (`#`) are passed over as dpkg does
 * not write them and deb822 allows them. Never throws: a line that is none of these is a problem and the rest is read.
 */
export function controlStanzas(
  text: string,
  wanted: ReadonlySet<string>,
): { readonly stanzas: readonly Stanza[]; readonly problems: readonly LineProblem[] } {
  const stanzas: Stanza[] = [];
  const problems: LineProblem[] = [];
  let stanza = new Map<string, string>();
  let field: string | null = null;
  // True inside a field that is not wanted: its continuation lines belong to nobody.
  let inField = false;
  let line = 0;
  for (let start = 0; start < text.length; ) {
    let end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    line += 1;
    const first = text.charCodeAt(start);
    if (start === end || (isBlank(first) && text.slice(start, end).trim() === '')) {
      if (stanza.size > 0) stanzas.push(stanza);
      if (stanzas.length >= MAX_PACKAGES) {
        addProblem(problems, line, `more than ${MAX_PACKAGES} stanzas; the rest was not read`);
        return { stanzas, problems };
      }
      if (stanza.size > 0) stanza = new Map();
      field = null;
      inField = false;
    } else if (isBlank(first)) {
      if (field !== null) stanza.set(field, `${stanza.get(field) ?? ''}\n${text.slice(start, end)}`);
      else if (!inField) addProblem(problems, line, 'a continuation line without a field');
    } else if (first !== HASH_SIGN) {
      const colon = text.indexOf(':', start);
      field = null;
      inField = colon > start && colon < end;
      if (!inField) addProblem(problems, line, 'neither a field nor a continuation line');
      else {
        const name = text.slice(start, colon).toLowerCase();
        if (wanted.has(name)) {
          field = name;
          stanza.set(name, text.slice(colon + 1, end).trim());
        }
      }
    }
    start = end + 1;
  }
  if (stanza.size > 0) stanzas.push(stanza);
  return { stanzas, problems };
}

const HASH_SIGN = 0x23;

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d;
}
