import { readFileSync, statSync } from 'node:fs';
import { MAX_CASE_SIZE } from '../../../shared/limits.ts';
import { type ServiceRecord, serviceRecordSchema } from '../../../shared/model/service-record.ts';
import { openCase } from '../../case/open-case.ts';
import { readResult } from '../../case/read-result.ts';
import type { Database, Sql } from '../../case/sql.ts';
import { Refusal } from './refusal.ts';

function readBytes(path: string): Uint8Array {
  try {
    const { size } = statSync(path);
    if (size > MAX_CASE_SIZE) throw new Refusal('failed', `${path} is larger than a case can be.`);
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new Refusal('not-found', `${path} is not there.`);
    throw new Refusal('failed', `${path} cannot be read: ${code ?? String(error)}.`);
  }
}

/** A case file that the user chose. */
export function readCaseFile(sql: Sql, path: string): Database {
  const opened = openCase(sql, readBytes(path));
  if (!opened.ok) throw new Refusal('failed', `${path}: ${opened.error}.`);
  return opened.value;
}

/** The services of an earlier case, or of its JSONL export. */
export function readBaselineFile(sql: Sql, path: string): readonly ServiceRecord[] {
  const bytes = readBytes(path);
  // The only byte with which a line of JSONL begins, after a byte order mark.
  if (bytes[0] === 0x7b || bytes[0] === 0xef) return servicesOfLines(path, bytes);
  const db = readCaseFile(sql, path);
  const result = readResult(db);
  db.close();
  if (!result.ok) throw new Refusal('failed', `${path}: ${result.error}.`);
  return result.value.services;
}

function servicesOfLines(path: string, bytes: Uint8Array): ServiceRecord[] {
  const text = new TextDecoder().decode(bytes);
  return text.split('\n').flatMap((line) => {
    if (!line.startsWith('{"type":"service"')) return [];
    try {
      return serviceRecordSchema.parse(JSON.parse(line));
    } catch {
      throw new Refusal('failed', `${path} has a service that is none of daemonscope.`);
    }
  });
}
