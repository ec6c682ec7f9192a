import { type Annotation, annotationSchema } from '../../shared/ipc/contract.ts';
import { idKey, keyId } from './id-key.ts';
import { type Database, type SqlCell, select, selectOne } from './sql.ts';

/** Sets what the analyst says of one service, file or setting; the latest counts. */
export function setAnnotation(db: Database, annotation: Annotation): void {
  const { subject, verdict, tags, note, who, when } = annotation;
  // Notes are the analyst's own words, kept exactly as JSON where SQLite's text could not hold them.
  db.run('INSERT OR REPLACE INTO annotations VALUES (?, ?, ?, ?, ?, ?)', [
    idKey(subject),
    verdict,
    JSON.stringify(tags),
    idKey(note),
    idKey(who),
    when,
  ]);
}

export function annotationOf(db: Database, subject: string): Annotation | null {
  const row = selectOne(db, 'SELECT * FROM annotations WHERE subject = ?', [idKey(subject)]);
  return row === undefined ? null : toAnnotation(row);
}

/** All, by subject. One that is not an annotation (the file may be anybody's) is left out. */
export function listAnnotations(db: Database): Annotation[] {
  const rows = [...select(db, 'SELECT * FROM annotations ORDER BY subject')];
  return rows.flatMap((row) => toAnnotation(row) ?? []);
}

export function countAnnotations(db: Database): number {
  return Number(selectOne(db, 'SELECT count(*) FROM annotations')?.[0] ?? 0);
}

function toAnnotation([subject, verdict, tags, note, who, when]: SqlCell[]): Annotation | null {
  try {
    return annotationSchema.parse({
      subject: keyId(String(subject)),
      verdict,
      tags: JSON.parse(String(tags)),
      note: keyId(String(note)),
      who: keyId(String(who)),
      when,
    });
  } catch {
    return null;
  }
}
