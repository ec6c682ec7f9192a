import { visibleText } from '../../../shared/text.ts';

type Cell = string | number | null;

/** A cell for the clipboard: invisible characters spelt out, since it may be pasted into a terminal. */
export function copyCell(cell: Cell): string {
  return cell === null ? '' : visibleText(String(cell));
}

/** A row as tab-separated values; a text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function copyRow(cells: readonly Cell[]): string {
  return cells
    .map((cell) => {
      const text = copyCell(cell);
      return typeof cell === 'string' && /^[=+\-@]/.test(text) ? `'${text}` : text;
    })
    .join('\t');
}
