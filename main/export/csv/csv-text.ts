import { ellipsis, visibleText } from '../../../shared/text.ts';

export type CsvCell = string | number | boolean | null;

/** A column: its heading and how a record fills it. */
export interface CsvColumn<T> {
  readonly name: string;
  readonly cell: (record: T) => CsvCell;
}

/** Spreadsheets take UTF-8 for what it is only after a byte order mark. */
const BYTE_ORDER_MARK = '\uFEFF';
/** Excel holds 32,767 characters a cell and spills the rest into other rows; the JSONL export has the whole text. */
const CELL_LIMIT = 32_000;
/** What makes a spreadsheet compute (OWASP, "CSV Injection"), with the full-width forms that IMEs and Excel accept. */
const FORMULA_START = /^[\s"']*[=+\-@＝＋－＠]|^[\t\r\n]/;
/**
 * In locales where `;` separates columns, Excel splits `a;=b` even inside quotes, and the rest starts a cell;
 * so does a tab pasted from a viewer, but tabs are made visible before.
 */
const FORMULA_AFTER_SEPARATOR = /;(?=[\s"']*[=+\-@＝＋－＠])/g;

/** Text that a spreadsheet shows and never computes: RFC 4180 quoting, formulas defused by `'`, controls visible. */
export function csvCell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const visible = ellipsis(visibleText(value), CELL_LIMIT).replace(FORMULA_AFTER_SEPARATOR, ";'");
  const safe = FORMULA_START.test(value) ? `'${visible}` : visible;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A whole file, header row first, CRLF after every row (RFC 4180, section 2). */
export function* csvRows<T>(columns: readonly CsvColumn<T>[], records: Iterable<T>): Generator<string> {
  yield `${BYTE_ORDER_MARK}${columns.map(({ name }) => csvCell(name)).join(',')}\r\n`;
  for (const record of records) yield `${columns.map(({ cell }) => csvCell(cell(record))).join(',')}\r\n`;
}
