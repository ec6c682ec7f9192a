import type { Table } from '../../shared/ipc/contract.ts';
import { compareLevels, type Level } from '../../shared/level.ts';
import type { BinaryRecord } from '../../shared/model/binary-record.ts';
import type { Provenance } from '../../shared/model/provenance.ts';
import type { ServiceRecord } from '../../shared/model/service-record.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';
import { cellText } from './cell-text.ts';
import { idKey, RowNames } from './id-key.ts';
import { goodJudge } from './known-good.ts';
import { RecordWriter } from './packed-records.ts';
import {
  diagnosticValues,
  eventValues,
  fileValues,
  findingValues,
  type RowValues,
  serviceValues,
} from './row-values.ts';
import { dropIndexes } from './schema.ts';
import { keepOrders } from './sort-orders.ts';
import { type Database, type SqlCell, type Statement, transaction } from './sql.ts';

export interface InsertOptions {
  /** The run was cancelled, or goes on. */
  readonly incomplete: boolean;
  /** Is the service configured as this Windows ships it? */
  readonly inbox: (service: ServiceRecord) => boolean;
  /**
   * Nobody needs the records afterwards: the lists of the result are emptied while they are written. Records and their case are each
   * some hundred MiB of a large run, and need not be there both at once. Called when many were let go, for memory to be collected.
   */
  readonly consumed?: () => void;
}

/** Puts a whole run into an empty case, in one transaction. */
export function insertResult(db: Database, result: TriageResult, options: InsertOptions): void {
  transaction(db, () => {
    // An index is made faster than it is kept.
    const indexes = dropIndexes(db);
    // Rows come in order and are not read again: what SQLite remembers of the file would be a copy of what is in memory anyway.
    db.run('PRAGMA cache_size = -8192');
    const writer = new Writer(db);
    try {
      insertAll(writer, result, options);
      writer.finish();
    } finally {
      writer.close();
    }
    for (const index of indexes) db.run(index);
    // A run that goes on is kept every few seconds, and its copy seldom read.
    if (!options.incomplete) keepOrders(db);
    db.run('PRAGMA cache_size = -65536');
  });
}

function insertAll(writer: Writer, result: TriageResult, options: InsertOptions): void {
  const { header, services, events, binaries, findings, diagnostics, coverage, summary } = result;
  const { run, host, root, tool } = header;
  const { consumed } = options;
  const judge = goodJudge(header, options.inbox);
  const worst = new Map<string, Level>();
  const counts = new Map<string, number>();
  const baseline = new Map<string, string>();
  for (const { subject, level, matched } of findings) {
    const state = matched.find(({ field }) => field === 'BaselineState')?.value;
    if (state !== undefined) baseline.set(subject.id, state);
    counts.set(subject.id, (counts.get(subject.id) ?? 0) + 1);
    const before = worst.get(subject.id);
    if (before === undefined || compareLevels(level, before) < 0) worst.set(subject.id, level);
  }
  const filesOf = new Map<string, BinaryRecord[]>();
  for (const file of binaries) {
    for (const service of new Set(file.usedBy.map((use) => use.service))) {
      const known = filesOf.get(service);
      if (known === undefined) filesOf.set(service, [file]);
      else known.push(file);
    }
  }
  const byPath = new Map(binaries.map((file) => [file.evidencePath ?? file.path, file]));
  const names = new Map(services.map(({ id, name }) => [id, name]));
  const levelOfName = new Map<string, Level>();
  for (const { id, name } of services) {
    const level = worst.get(id);
    if (level !== undefined) levelOfName.set(name.toLowerCase(), level);
  }

  writer.record(header);
  writer.row('evidence', [
    ...[host.hostName, root.platform, run.target, run.targetKind, run.startedAt, run.finishedAt].map(
      cellText,
    ),
    `${tool.name} ${tool.version}`,
    options.incomplete ? 1 : 0,
  ]);
  for (const service of taken(services, consumed)) {
    const level = worst.get(service.id) ?? null;
    const good = level === null ? judge.service(service, filesOf.get(service.id) ?? []) : null;
    const image = service.image === null ? undefined : byPath.get(service.image.evidencePath ?? '');
    writer.record(service);
    writer.provenance(service.provenance);
    writer.named(
      'services',
      service.id,
      serviceValues(service, {
        level,
        findings: counts.get(service.id) ?? 0,
        package: image?.package ?? null,
        baseline: baseline.get(service.id) ?? null,
        known: good,
      }),
    );
  }
  for (const event of taken(events, consumed)) {
    writer.record(event);
    writer.provenance(event.provenance);
    const ofService = event.service === null ? undefined : levelOfName.get(event.service.toLowerCase());
    const level = [worst.get(event.id), ofService].filter((one) => one !== undefined).sort(compareLevels)[0];
    writer.named('events', event.id, eventValues(event, level ?? null));
  }
  for (const file of taken(binaries, consumed)) {
    const levels = file.usedBy.flatMap(({ service }) => worst.get(service) ?? []);
    const level = levels.sort(compareLevels)[0] ?? null;
    writer.record(file);
    writer.named('files', file.id, fileValues(file, level, names, level === null ? judge.file(file) : null));
    for (const { service, role } of file.usedBy) writer.row('fileUses', [idKey(service), cellText(role)]);
  }
  for (const finding of findings) {
    writer.record(finding);
    writer.provenance(finding.evidence);
    writer.named('findings', finding.id, findingValues(finding));
  }
  for (const [index, diagnostic] of diagnostics.entries()) {
    writer.record(diagnostic);
    writer.named('diagnostics', `diagnostic:${index + 1}`, diagnosticValues(diagnostic));
  }
  for (const row of coverage) {
    writer.record(row);
    writer.row('coverage', [cellText(row.source), row.outcome, cellText(row.reason)]);
  }
  writer.record(summary);
}

/** How many records are let go at once: taking them from a list one by one would move the rest each time. */
const LOT = 25_000;

/** The items of a list, which is empty afterwards when it is consumed. */
function* taken<T>(list: readonly T[], consumed: (() => void) | undefined): Generator<T> {
  if (consumed === undefined || list.length < LOT) {
    yield* list;
    return;
  }
  // The caller has said that the lists may be emptied.
  const rest = list as T[];
  while (rest.length > 0) {
    yield* rest.splice(0, LOT);
    consumed();
  }
}

/** Numbers the records and prepares each table's statement once. */
class Writer {
  readonly #db: Database;
  readonly #statements = new Map<string, Statement>();
  readonly #names = new Map<string, RowNames>();
  readonly #records: RecordWriter;
  #n = 0;

  constructor(db: Database) {
    this.#db = db;
    this.#records = new RecordWriter(db);
  }

  record(record: { readonly type: string }): void {
    this.#n += 1;
    this.#records.write(this.#n, record.type, JSON.stringify(record));
  }

  /** A row about the record that was written last. */
  row(table: string, values: readonly SqlCell[]): void {
    let statement = this.#statements.get(table);
    if (statement === undefined) {
      const marks = ['?', ...values.map(() => '?')].join(', ');
      statement = this.#db.prepare(`INSERT INTO ${table} VALUES (${marks})`);
      this.#statements.set(table, statement);
    }
    statement.run([this.#n, ...values]);
  }

  named(table: Table, id: string, { cells, search }: RowValues): void {
    let names = this.#names.get(table);
    if (names === undefined) {
      names = new RowNames();
      this.#names.set(table, names);
    }
    this.row(table, [idKey(names.name(id)), ...cells]);
    this.row(`${table}Search`, [search]);
  }

  /** What the record says of where it was read. */
  provenance(list: readonly Provenance[]): void {
    for (const { path, locator, time } of list) {
      const { key, value, line, offset } = locator as LocatorParts;
      this.row('provenance', [
        cellText(path),
        locator.kind,
        cellText(key),
        cellText(value),
        line ?? null,
        offset ?? null,
        cellText(time),
      ]);
    }
  }

  finish(): void {
    this.#records.flush();
  }

  close(): void {
    this.#records.close();
    for (const statement of this.#statements.values()) statement.free();
  }
}

/** What locators of the several kinds may have. */
interface LocatorParts {
  readonly key?: string | null;
  readonly value?: string | null;
  readonly line?: number | null;
  readonly offset?: number | null;
}

/**
 * Bytes that a case of this run will at most need, as a rule: not much more than its records as JSON, whose length a sample tells.
 * What is not written to costs no memory.
 */
export function expectedSize(result: TriageResult): number {
  let size = 1 << 20;
  for (const records of [result.services, result.events, result.binaries, result.findings]) {
    const step = Math.max(1, Math.floor(records.length / SAMPLE));
    const some = records.filter((_record, index) => index % step === 0);
    const length = some.reduce((sum, record) => sum + JSON.stringify(record).length, 0);
    if (some.length > 0) size += records.length * (1.1 * (length / some.length) + 400);
  }
  return Math.min(Math.ceil(size), MOST);
}

const SAMPLE = 200;
/** What is made room for; more grows as it comes. */
const MOST = 1 << 30;
