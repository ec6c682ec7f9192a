import type { RecordView, Table } from '../../shared/ipc/contract.ts';
import { annotationOf } from './annotations.ts';
import { cellText } from './cell-text.ts';
import { idKey } from './id-key.ts';
import { type Database, type SqlCell, select, selectOne } from './sql.ts';

/** Records that belong to one other, of each kind; the tables list them all. */
const MANY = 1_000;

interface AnyRecord {
  readonly [key: string]: unknown;
}

/** One record whole, with what belongs to it; null when the case has none of that name. */
export function readRecord(db: Database, table: Table, id: string): RecordView | null {
  const row = selectOne(db, `SELECT r.json FROM ${table} t JOIN records r ON r.n = t.n WHERE t.id = ?`, [
    idKey(id),
  ]);
  if (row === undefined) return null;
  const record = parsed(row[0]);
  const alone = { record, findings: [], files: [], events: [], service: null, annotation: null };
  switch (table) {
    case 'services':
      return {
        ...alone,
        findings: findingsOf(db, String(record.id)),
        files: filesOf(db, String(record.id)),
        events: eventsOf(db, String(record.name)),
        annotation: annotationOf(db, id),
      };
    case 'findings': {
      const subject = (record.subject as AnyRecord | undefined)?.id;
      return {
        ...alone,
        service: serviceOf(db, String(subject)),
        annotation: annotationOf(db, String(subject)),
      };
    }
    case 'files':
      return { ...alone, annotation: annotationOf(db, id) };
    case 'events':
    case 'diagnostics':
      return alone;
  }
}

function parsed(json: SqlCell | undefined): AnyRecord {
  const value: unknown = JSON.parse(String(json));
  return typeof value === 'object' && value !== null ? (value as AnyRecord) : {};
}

function records(db: Database, sql: string, values: readonly SqlCell[]): AnyRecord[] {
  return [...select(db, `SELECT r.json FROM records r JOIN ${sql} ORDER BY r.n LIMIT ${MANY}`, values)].map(
    ([json]) => parsed(json),
  );
}

function findingsOf(db: Database, id: string): AnyRecord[] {
  return records(db, 'findings t ON t.n = r.n WHERE t.subjectId = ?', [idKey(id)]);
}

function filesOf(db: Database, id: string): AnyRecord[] {
  return records(db, '(SELECT DISTINCT file FROM fileUses WHERE service = ?) u ON u.file = r.n', [idKey(id)]);
}

function eventsOf(db: Database, name: string): AnyRecord[] {
  return records(db, 'events t ON t.n = r.n WHERE t.service = ? COLLATE NOCASE', [cellText(name)]);
}

function serviceOf(db: Database, id: string): AnyRecord | null {
  return records(db, 'services t ON t.n = r.n WHERE t.id = ?', [idKey(id)])[0] ?? null;
}
