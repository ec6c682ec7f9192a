export const PER_LINE = 16;

export interface HexLine {
  /** `00000010` */
  readonly offset: string;
  /** Sixteen pairs at most, a wider gap after the eighth. */
  readonly hex: string;
  /** What is printable of it; a dot for the rest. */
  readonly text: string;
}

/** Bytes as every hex editor shows them, `perLine` to a line. What is not a hex digit ends it: the text may be cut or marked as cut. */
export function hexLines(hex: string, perLine = PER_LINE): HexLine[] {
  const pairs = /^(?:[0-9a-f]{2})*/i.exec(hex)?.[0].match(/../g) ?? [];
  const lines: HexLine[] = [];
  for (let at = 0; at < pairs.length; at += perLine) {
    const line = pairs.slice(at, at + perLine).map((pair) => pair.toLowerCase());
    const half = PER_LINE / 2;
    lines.push({
      offset: at.toString(16).padStart(8, '0'),
      hex: [line.slice(0, half), line.slice(half)]
        .filter((part) => part.length > 0)
        .map((part) => part.join(' '))
        .join('  '),
      text: line.map((pair) => printable(Number.parseInt(pair, 16))).join(''),
    });
  }
  return lines;
}

/** The same as text to be pasted: offset, bytes, characters. */
export function hexDump(lines: readonly HexLine[]): string {
  const width = PER_LINE * 3;
  return lines.map(({ offset, hex, text }) => `${offset}  ${hex.padEnd(width)}  |${text}|`).join('\n');
}

function printable(code: number): string {
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '.';
}
