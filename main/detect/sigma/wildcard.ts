import type { Token } from './pattern.ts';

export type TextTest = (text: string) => boolean;

/** Pieces between two `*`: texts, and null for each `?`. */
type Segment = readonly (string | null)[];

/**
 * Compiles a pattern with wildcards. Segments between `*` are looked for from left to right and never again, so the
 * time is at most text length times pattern length; native regular expressions could backtrack without end.
 */
export function wildcardTest(tokens: readonly Token[]): TextTest {
  const segments = splitSegments(tokens);
  const first = segments[0] ?? [];
  const last = segments.at(-1) ?? [];
  if (segments.length === 1) return (text) => matchForward(first, text, 0) === text.length;
  const middle = segments.slice(1, -1);
  return fastTest(first, middle, last) ?? generalTest(first, middle, last);
}

function splitSegments(tokens: readonly Token[]): readonly Segment[] {
  const segments: (string | null)[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'any') segments.push([]);
    else segments.at(-1)?.push(token.kind === 'text' ? token.text : null);
  }
  return segments.filter(
    (segment, index) => segment.length > 0 || index === 0 || index === segments.length - 1,
  );
}

/** The text of a segment without `?`; null when it has one. */
function plain(segment: Segment): string | null {
  return segment.every((piece) => piece !== null) ? segment.join('') : null;
}

/** `x*`, `*x`, `*x*` and `*`, which are nearly all patterns of real rules. */
function fastTest(first: Segment, middle: readonly Segment[], last: Segment): TextTest | null {
  const head = plain(first);
  const tail = plain(last);
  if (head === null || tail === null) return null;
  if (middle.length === 0) {
    if (head === '' && tail === '') return () => true;
    if (tail === '') return (text) => text.startsWith(head);
    if (head === '') return (text) => text.endsWith(tail);
    const least = head.length + tail.length;
    return (text) => text.length >= least && text.startsWith(head) && text.endsWith(tail);
  }
  const [only] = middle;
  const inner = middle.length === 1 && only !== undefined ? plain(only) : null;
  return inner !== null && head === '' && tail === '' ? (text) => text.includes(inner) : null;
}

function generalTest(first: Segment, middle: readonly Segment[], last: Segment): TextTest {
  return (text) => {
    let at = matchForward(first, text, 0);
    if (at === -1) return false;
    for (const segment of middle) {
      at = findSegment(segment, text, at);
      if (at === -1) return false;
    }
    const start = matchBackward(last, text);
    return start !== -1 && start >= at;
  };
}

/** Where the leftmost match at or after `from` ends, or -1. */
function findSegment(segment: Segment, text: string, from: number): number {
  const lead = segment[0];
  if (typeof lead !== 'string') {
    for (let at = from; at <= text.length; at += 1) {
      const end = matchForward(segment, text, at);
      if (end !== -1) return end;
    }
    return -1;
  }
  for (let at = text.indexOf(lead, from); at !== -1; at = text.indexOf(lead, at + 1)) {
    const end = matchForward(segment, text, at);
    if (end !== -1) return end;
  }
  return -1;
}

/** Where the segment ends when it starts at `from`, or -1. `?` is one Unicode character, so two units of a pair. */
function matchForward(segment: Segment, text: string, from: number): number {
  let at = from;
  for (const piece of segment) {
    if (piece === null) {
      if (at >= text.length) return -1;
      at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    } else if (text.startsWith(piece, at)) at += piece.length;
    else return -1;
  }
  return at;
}

/** Where the segment starts when it ends with the text, or -1. */
function matchBackward(segment: Segment, text: string): number {
  let at = text.length;
  for (let index = segment.length - 1; index >= 0; index -= 1) {
    const piece = segment[index];
    if (typeof piece === 'string') {
      if (!text.endsWith(piece, at)) return -1;
      at -= piece.length;
    } else {
      if (at <= 0) return -1;
      at -= at > 1 && (text.codePointAt(at - 2) ?? 0) > 0xffff ? 2 : 1;
    }
  }
  return at;
}
