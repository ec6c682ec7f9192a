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
      const subject = (record.subject ?? {}) as AnyRecord;
      const subjectId = String(subject.id);
      const service = serviceOf(db, subjectId);
      return {
        ...alone,
        findings: findingsOf(db, subjectId),
        files: service === null ? [] : filesOf(db, subjectId),
        events: service === null ? eventsAround(db, subject) : eventsOf(db, String(service.name)),
        service,
        annotation: annotationOf(db, subjectId),
      };
    }
    case 'files':
      return { ...alone, annotation: annotationOf(db, id) };
    case 'events':
      return {
        ...alone,
        findings: findingsOf(db, String(record.id)),
        events: record.service === null ? [] : eventsOf(db, String(record.service)),
        service: record.service === null ? null : serviceNamed(db, String(record.service)),
        annotation: annotationOf(db, id),
      };
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

/** The event that a finding is about, with what else is logged of the same service, which need not be configured any more. */
function eventsAround(db: Database, subject: AnyRecord): AnyRecord[] {
  const [event] = records(db, 'events t ON t.n = r.n WHERE t.id = ?', [idKey(String(subject.id))]);
  if (event === undefined) return subject.kind === 'event' ? eventsOf(db, String(subject.name)) : [];
  if (typeof event.service !== 'string') return [event];
  const around = eventsOf(db, event.service);
  return around.some(({ id }) => id === event.id) ? around : [event, ...around];
}

function serviceNamed(db: Database, name: string): AnyRecord | null {
  const sql = 'services t ON t.n = r.n WHERE t.name = ? COLLATE NOCASE';
  return records(db, sql, [cellText(name)])[0] ?? null;
}

function serviceOf(db: Database, id: string): AnyRecord | null {
  return records(db, 'services t ON t.n = r.n WHERE t.id = ?', [idKey(id)])[0] ?? null;
}
