/** One part of a filter: `+must`, `-not`, or one of several of which one is enough. */
export interface FilterTerm {
  readonly want: 'any' | 'must' | 'not';
  /** As it is written in the tables; null looks everywhere. */
  readonly column: string | null;
  readonly text: string;
}

export interface ParsedFilter {
  readonly terms: readonly FilterTerm[];
  /** What was not understood, one sentence; null when all was. */
  readonly problem: string | null;
}

/** SQLite bounds the depth of an expression; nobody types so many words. */
const MAX_TERMS = 64;
const TERM = /([+-]?)(?:([A-Za-z]+(?:-\d+)?):(?=\S))?(?:"([^"]*)("?)|(\S+))/g;

/**
 * The search box of Timeline Explorer: words are alternatives, `+` demands, `-` forbids, quotes keep spaces, `Column:text` looks in
 * one column. Every text is a filter: what is not understood is looked for as it stands, and said. `heads`: further names of columns, in
 * lower case.
 */
export function parseFilter(
  filter: string,
  columns: readonly string[],
  heads: Readonly<Record<string, string>> = {},
): ParsedFilter {
  const terms: FilterTerm[] = [];
  const problems: string[] = [];
  for (const [whole, sign, prefix, quoted, closing, bare] of filter.matchAll(TERM)) {
    if (terms.length === MAX_TERMS) {
      problems.push(`only the first ${MAX_TERMS} words are looked for`);
      break;
    }
    if (quoted !== undefined && closing === '')
      problems.push(`the quote before ${quoted.slice(0, 20)} is not closed`);
    let text = quoted ?? bare ?? '';
    let column: string | null = null;
    if (prefix !== undefined) {
      column = columnOf(prefix, columns, heads);
      // `C:\Windows` and `windows:spooler` are texts as well.
      if (column === null) text = `${prefix}:${text}`;
      if (column === null && prefix.length > 1 && !/^[\\/]/.test(quoted ?? bare ?? '')) {
        problems.push(`there is no column ${prefix}, so it is looked for as text`);
      }
    }
    // Somebody is still typing: what comes after the colon is to be looked for, not the colon.
    const bareColumn = prefix === undefined && quoted === undefined && /^[A-Za-z]+(?:-\d+)?:$/.test(text);
    const unfinished = bareColumn && columnOf(text.slice(0, -1), columns, heads) !== null;
    if (text === '' || whole === '+' || whole === '-' || unfinished) {
      problems.push(`${whole} says nothing`);
      continue;
    }
    terms.push({ want: sign === '+' ? 'must' : sign === '-' ? 'not' : 'any', column, text });
  }
  return { terms, problem: problems.length === 0 ? null : problems.join('; ') };
}

/** The column of that name or head, in any letter case; null when there is none. */
function columnOf(
  typed: string,
  columns: readonly string[],
  heads: Readonly<Record<string, string>>,
): string | null {
  const asked = typed.toLowerCase().replace('-', '');
  const name = Object.hasOwn(heads, asked) ? heads[asked] : asked;
  return columns.find((one) => one.toLowerCase() === name?.toLowerCase()) ?? null;
}
