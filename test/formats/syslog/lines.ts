import { type TextLine, textLines } from '../../../main/formats/syslog/text-lines.ts';

/** Lines of a text, as a file that is read whole. */
export function linesOf(text: string): Iterable<TextLine> {
  return textLines([new TextEncoder().encode(text)]);
}

/** Records and problem codes of what a log decoder yields. */
export function sorted<R>(
  items: Iterable<{ kind: 'record'; record: R } | { kind: 'problem'; code: string; line: number }>,
): { records: R[]; problems: string[] } {
  const records: R[] = [];
  const problems: string[] = [];
  for (const item of items) {
    if (item.kind === 'record') records.push(item.record);
    else problems.push(`${item.code}@${item.line}`);
  }
  return { records, problems };
}
