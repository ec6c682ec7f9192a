import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { MAX_CASE_SIZE } from '../../../shared/limits.ts';
import { type ServiceRecord, serviceRecordSchema } from '../../../shared/model/service-record.ts';
import { openCase } from '../../case/open-case.ts';
import { readResult } from '../../case/read-result.ts';
import type { Database, Sql } from '../../case/sql.ts';
import { Refusal } from './refusal.ts';

/** Bytes of one read; a single one of 2 GiB or more fails. */
const READ = 64 * 1024 * 1024;
/** Room behind a case, so that a judgement more does not move the whole file. The system lends it only when it is written to. */
const ROOM = 16 * 1024 * 1024;

/** `bytes` has room behind the `size` bytes of the file. */
function readBytes(path: string): { readonly bytes: Uint8Array; readonly size: number } {
  try {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      if (size > MAX_CASE_SIZE) throw new Refusal('failed', `${path} is larger than a case can be.`);
      const bytes = new Uint8Array(size + ROOM);
      let read = 0;
      for (let got = -1; got !== 0 && read < size; read += got) {
        got = readSync(file, bytes, read, Math.min(READ, size - read), read);
      }
      return { bytes, size: read };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new Refusal('not-found', `${path} is not there.`);
    throw new Refusal('failed', `${path} cannot be read: ${code ?? String(error)}.`);
  }
}

/** A case file that the user chose. */
export function readCaseFile(sql: Sql, path: string): Database {
  const { bytes, size } = readBytes(path);
  return openedCase(sql, path, bytes, size);
}

function openedCase(sql: Sql, path: string, bytes: Uint8Array, size: number): Database {
  const opened = openCase(sql, bytes, size);
  if (!opened.ok) throw new Refusal('failed', `${path}: ${opened.error}.`);
  return opened.value;
}

/** The services of an earlier case, or of its JSONL export. */
export function readBaselineFile(sql: Sql, path: string): readonly ServiceRecord[] {
  const { bytes, size } = readBytes(path);
  // The only byte with which a line of JSONL begins, after a byte order mark.
  if (bytes[0] === 0x7b || bytes[0] === 0xef) return servicesOfLines(path, bytes.subarray(0, size));
  const db = openedCase(sql, path, bytes, size);
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
