import { csvCell } from '../csv/csv-text.ts';
import { withDecimals } from '../evidence-time.ts';
import { loadableJson } from '../loadable-json.ts';
import { TIMELINE_COLUMNS, type TimelineRow } from './timeline-row.ts';

/**
 * Rows with a header, without a byte order mark: not every version of Timesketch forgives one. `datetime` has six decimals in
 * each row, for its reader (pandas.to_datetime) takes the form of the first row for the form of all and drops the others;
 * `evidence_time` has the time as it is.
 */
export function* timelineCsv(rows: Iterable<TimelineRow>): Generator<string> {
  yield `${TIMELINE_COLUMNS.join(',')}\r\n`;
  for (const row of rows)
    yield `${TIMELINE_COLUMNS.map((column) => csvCell(cellOf(row, column))).join(',')}\r\n`;
}

function cellOf(row: TimelineRow, column: (typeof TIMELINE_COLUMNS)[number]): string | number | null {
  switch (column) {
    case 'datetime':
      return withDecimals(row.datetime, 6);
    case 'tag':
      // Timesketch splits at commas.
      return row.tag.map((tag) => tag.replaceAll(',', ' ')).join(',');
    case 'techniques':
      return row.techniques.length === 0 ? null : row.techniques.join(' ');
    default:
      return row[column];
  }
}

/** One object a line; columns that say nothing are left out. */
export function* timelineJsonl(rows: Iterable<TimelineRow>): Generator<string> {
  for (const row of rows) {
    const said: Record<string, unknown> = {};
    for (const column of TIMELINE_COLUMNS) {
      const value = row[column];
      if (value !== null && (typeof value !== 'object' || value.length > 0)) said[column] = value;
    }
    yield `${loadableJson(said)}\n`;
  }
}
