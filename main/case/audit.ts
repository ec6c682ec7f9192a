import { type Database, select, transaction } from './sql.ts';

/** The audit log of the run, JSON Lines, as it is kept beside every other export. */
export function addAudit(db: Database, jsonLines: string): void {
  transaction(db, () => {
    const statement = db.prepare('INSERT INTO audit (json) VALUES (?)');
    for (const line of jsonLines.split('\n')) if (line !== '') statement.run([line]);
    statement.free();
  });
}

export function readAudit(db: Database): string {
  let text = '';
  for (const [line] of select(db, 'SELECT json FROM audit ORDER BY n')) text += `${line}\n`;
  return text;
}
