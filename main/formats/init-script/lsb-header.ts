import { plainLines } from './script-text.ts';

/** Comment block of an init script (LSB Core 5.0, 22.3 "Comment Conventions for Init Scripts"); lists split at white space. */
export interface LsbHeader {
  readonly provides: readonly string[];
  readonly requiredStart: readonly string[];
  readonly requiredStop: readonly string[];
  readonly shouldStart: readonly string[];
  readonly defaultStart: readonly string[];
  readonly defaultStop: readonly string[];
  readonly shortDescription: string | null;
  readonly description: string | null;
}

export const NO_LSB_HEADER: LsbHeader = {
  provides: [],
  requiredStart: [],
  requiredStop: [],
  shouldStart: [],
  defaultStart: [],
  defaultStop: [],
  shortDescription: null,
  description: null,
};

/** A block is some dozen lines; one that never ends is not read to the end of a large file. */
const MAX_HEADER_LINES = 200;

/** The first LSB block of a script; null when it has none. A block without an end counts up to its last comment line. */
export function parseLsbHeader(text: string): LsbHeader | null {
  const fields = new Map<string, string>();
  let inside = false;
  let lines = 0;
  let last: string | null = null;
  for (const { text: line } of plainLines(text)) {
    if (!inside) {
      inside = /^###\s*BEGIN INIT INFO\s*$/.test(line);
      continue;
    }
    lines += 1;
    if (!line.startsWith('#') || /^###\s*END INIT INFO/.test(line) || lines > MAX_HEADER_LINES) break;
    const field = /^#\s?([A-Za-z][\w-]*):[ \t]*(.*)$/.exec(line);
    const continued = /^#(?:\t| {2,})\s*(\S.*)$/.exec(line)?.[1];
    if (continued !== undefined && last === 'description') {
      fields.set(last, `${fields.get(last) ?? ''} ${continued.trim()}`.trim());
    } else if (field?.[1] !== undefined) {
      last = field[1].toLowerCase();
      if (!fields.has(last)) fields.set(last, (field[2] ?? '').trim());
    } else last = null;
  }
  if (!inside) return null;
  const list = (name: string): string[] =>
    (fields.get(name) ?? '').split(/\s+/).filter((word) => word !== '');
  return {
    provides: list('provides'),
    requiredStart: list('required-start'),
    requiredStop: list('required-stop'),
    shouldStart: list('should-start'),
    defaultStart: list('default-start'),
    defaultStop: list('default-stop'),
    shortDescription: fields.get('short-description') || null,
    description: fields.get('description') || null,
  };
}
