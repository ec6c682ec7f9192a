export const UDEV_OPERATORS = ['==', '!=', '+=', '-=', ':=', '='] as const;
export type UdevOperator = (typeof UDEV_OPERATORS)[number];

/** `RUN{program}+="/bin/x %k"`: key RUN, attribute program, operator +=. */
export interface UdevToken {
  readonly key: string;
  readonly attribute: string | null;
  readonly operator: UdevOperator;
  readonly value: string;
  /** As it stands in the line. */
  readonly raw: string;
}

export interface UdevTokens {
  readonly tokens: readonly UdevToken[];
  readonly problem: string | null;
}

const TOKEN = /([^\s{}=!+\-:,"]+)[ \t]*(?:\{([^}]*)\})?[ \t]*(==|!=|\+=|-=|:=|=)[ \t]*([ei]{0,2})"/y;

/** Tokens of one joined line (udev(7), "Rules Files"; src/udev/udev-rules.c, parse_line and udev_rule_parse_value). */
export function parseUdevTokens(line: string): UdevTokens {
  const tokens: UdevToken[] = [];
  let at = 0;
  for (;;) {
    while (at < line.length && /[\s,]/.test(line.charAt(at))) at += 1;
    if (at >= line.length) return { tokens, problem: null };
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(line);
    const [head, key, attribute, operator, prefix] = found ?? [];
    const known = UDEV_OPERATORS.find((candidate) => candidate === operator);
    if (head === undefined || key === undefined || known === undefined) {
      return { tokens: [], problem: `no key, operator and quoted value at character ${at + 1}` };
    }
    const value = quoted(line, at + head.length, prefix?.includes('e') === true);
    if (value === null) return { tokens: [], problem: `a quote that is not closed after ${key}` };
    const raw = line.slice(at, value.end);
    tokens.push({ key, attribute: attribute ?? null, operator: known, value: value.text, raw });
    at = value.end;
  }
}

/** The value after its opening quote. Plain values know `\"` only; those with `e` know the escapes of C. */
function quoted(line: string, from: number, escapes: boolean): { text: string; end: number } | null {
  const parts: string[] = [];
  let start = from;
  for (let at = from; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (character === '"') {
      parts.push(line.slice(start, at));
      const text = parts.join('');
      return { text: escapes ? unescapeC(text) : text, end: at + 1 };
    }
    if (character === '\\' && at + 1 < line.length) {
      if (escapes) at += 1;
      else if (line.charAt(at + 1) === '"') {
        parts.push(line.slice(start, at));
        start = at + 1;
        at += 1;
      }
    }
  }
  return null;
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  s: ' ',
};

function unescapeC(text: string): string {
  return text.replaceAll(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([0-7]{3})|(.))/gs,
    (whole, hex?: string, unicode?: string, octal?: string, letter?: string) => {
      if (hex !== undefined || unicode !== undefined) {
        return String.fromCharCode(Number.parseInt(hex ?? unicode ?? '', 16));
      }
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      return letter === undefined ? whole : (ESCAPES[letter] ?? letter);
    },
  );
}
