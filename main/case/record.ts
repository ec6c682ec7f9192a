import type { RecordView, Table } from '../../shared/ipc/contract.ts';
import { annotationOf } from './annotations.ts';
import { cellText } from './cell-text.ts';
import { idKey } from './id-key.ts';
import { jsonOf } from './packed-records.ts';
import { type Database, type SqlCell, select } from './sql.ts';

/** Records that belong to one other, of each kind; the tables list them all. */
const MANY = 1_000;

interface AnyRecord {
  readonly [key: string]: unknown;
}

/** One record whole, with what belongs to it; null when the case has none of that name. */
export function readRecord(db: Database, table: Table, id: string): RecordView | null {
  const [record] = records(db, `${table} t WHERE t.id = ?`, [idKey(id)]);
  if (record === undefined) return null;
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

function parsed(json: string): AnyRecord {
  const value: unknown = JSON.parse(json);
  return typeof value === 'object' && value !== null ? (value as AnyRecord) : {};
}

/** `sql`: what follows FROM, with a column `n`. */
function records(db: Database, sql: string, values: readonly SqlCell[]): AnyRecord[] {
  const numbers = [...select(db, `SELECT t.n FROM ${sql} ORDER BY t.n LIMIT ${MANY}`, values)];
  return [
    ...jsonOf(
      db,
      numbers.map(([n]) => Number(n)),
    ),
  ].map(parsed);
}

function findingsOf(db: Database, id: string): AnyRecord[] {
  return records(db, 'findings t WHERE t.subjectId = ?', [idKey(id)]);
}

function filesOf(db: Database, id: string): AnyRecord[] {
  return records(db, '(SELECT DISTINCT file AS n FROM fileUses WHERE service = ?) t', [idKey(id)]);
}

function eventsOf(db: Database, name: string): AnyRecord[] {
  return records(db, 'events t WHERE t.service = ? COLLATE NOCASE', [cellText(name)]);
}

/** The event that a finding is about, with what else is logged of the same service, which need not be configured any more. */
function eventsAround(db: Database, subject: AnyRecord): AnyRecord[] {
  const [event] = records(db, 'events t WHERE t.id = ?', [idKey(String(subject.id))]);
  if (event === undefined) return subject.kind === 'event' ? eventsOf(db, String(subject.name)) : [];
  if (typeof event.service !== 'string') return [event];
  const around = eventsOf(db, event.service);
  return around.some(({ id }) => id === event.id) ? around : [event, ...around];
}

function serviceNamed(db: Database, name: string): AnyRecord | null {
  return records(db, 'services t WHERE t.name = ? COLLATE NOCASE', [cellText(name)])[0] ?? null;
}

function serviceOf(db: Database, id: string): AnyRecord | null {
  return records(db, 'services t WHERE t.id = ?', [idKey(id)])[0] ?? null;
}
