import { readFileSync } from 'node:fs';
import type { ServiceRecord } from '../../shared/model/service-record.ts';
import type { ComparedSide } from '../case/compare.ts';
import { UsageError } from './exit-code.ts';

/** Entries of a text file, one a line; empty lines and `#` comments are left out. */
function readList(path: string): string[] {
  return readText(path)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** Names for `--known-services`, in lower case. */
export function readKnownServices(path: string): Set<string> {
  const names = readList(path).map((name) => name.toLowerCase());
  if (names.length === 0) throw new UsageError(`${path} names no service`);
  return new Set(names);
}

/** Accounts for `--known-admins`, in lower case. */
export function readKnownAdmins(path: string): Set<string> {
  const names = readList(path).map((name) => name.toLowerCase());
  if (names.length === 0) throw new UsageError(`${path} names no account`);
  return new Set(names);
}

/** What md5sum, sha1sum and sha256sum write: a hash, then the file's name. */
const HASH_THEN_NAME = /^([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})\s/i;

/**
 * Indicators of all `--ioc` files, in lower case: hashes, paths or names, one a line; a CSV's first column counts, and
 * the hash in front of a file name.
 */
export function readIocs(paths: readonly string[]): string[] {
  return [
    ...new Set(
      paths.flatMap((path) =>
        readList(path).map((line) =>
          (HASH_THEN_NAME.exec(line)?.[1] ?? line.split(/[,;\t]/)[0] ?? '').trim().toLowerCase(),
        ),
      ),
    ),
  ].filter((entry) => entry !== '');
}

/** Services of an earlier result (JSONL) for `--baseline`. */
export function readBaseline(path: string): ServiceRecord[] {
  return readServices(path).services;
}

/** A JSONL result as one of two that are compared. */
export function readSide(path: string): ComparedSide {
  const { header, services } = readServices(path);
  return {
    host: textOf(header, 'host', 'hostName'),
    startedAt: textOf(header, 'run', 'startedAt'),
    services: services.map((service) => [service.id, textOfService(path, service)] as const),
  };
}

function textOfService(path: string, service: ServiceRecord): string {
  try {
    return JSON.stringify(service);
  } catch (error) {
    // JSON.parse takes any depth, JSON.stringify what the stack holds.
    if (error instanceof RangeError) throw new UsageError(`${path} has a service that is nested too deep`);
    throw error;
  }
}

function textOf(header: object, block: string, field: string): string | null {
  const inner = (header as Record<string, unknown>)[block];
  if (typeof inner !== 'object' || inner === null) return null;
  const value = (inner as Record<string, unknown>)[field];
  return typeof value === 'string' ? value : null;
}

function readServices(path: string): { readonly header: object; readonly services: ServiceRecord[] } {
  const services: ServiceRecord[] = [];
  let header: object | null = null;
  for (const line of readText(path).split('\n')) {
    if (line === '') continue;
    const entry = parseLine(path, line);
    if (entry.type === 'header') header = entry;
    if (entry.type !== 'service') continue;
    if (!isService(entry)) throw new UsageError(`${path} has a service that is none of daemonscope's`);
    services.push(entry);
  }
  if (header === null) throw new UsageError(`${path} is not a JSONL result of daemonscope`);
  return { header, services };
}

/** The fields that comparison follows blindly; the whole schema would cost zod at every start. */
function isService(entry: object): entry is ServiceRecord {
  const { id, name, payloads, windows } = entry as Record<string, unknown>;
  const named = typeof id === 'string' && typeof name === 'string';
  return named && Array.isArray(payloads) && (windows === undefined || isDetail(windows));
}

function isDetail(windows: unknown): boolean {
  return (
    typeof windows === 'object' &&
    windows !== null &&
    'triggers' in windows &&
    Array.isArray(windows.triggers)
  );
}

function parseLine(path: string, line: string): { type?: unknown } {
  try {
    const entry: unknown = JSON.parse(line);
    if (typeof entry === 'object' && entry !== null) return entry;
  } catch {
    // Said below, with the file's name.
  }
  throw new UsageError(`${path} is not JSONL: ${line.slice(0, 60)}`);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
}
