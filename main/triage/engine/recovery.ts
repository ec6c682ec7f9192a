import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LEVELS, type Level } from '../../../shared/level.ts';
import type { Header } from '../../../shared/model/run.ts';
import { SCHEMA_VERSION } from '../../../shared/model/schema-version.ts';
import type { TriageResult } from '../../../shared/model/triage-event.ts';
import { compactUtc } from '../../../shared/time.ts';
import { caseBytes } from '../../case/open-case.ts';
import type { Database, Sql } from '../../case/sql.ts';
import { buildCase } from '../case-file.ts';
import { nothingCollected } from '../collect.ts';
import { checkOutputFolder } from '../output-folder.ts';
import type { FoundSoFar } from '../request.ts';
import { saveFile } from '../save-file.ts';

/** Milliseconds between two copies of a growing case, and how much of the time they may take. */
const LEAST = 2_000;
const SHARE = 10;

/**
 * The copy of a growing case that outlives a killed program. It is written at the start, from time to time, and at the end. A folder
 * that cannot be written costs the copy and not the run.
 */
export class RecoveryFile {
  readonly path: string | null;
  readonly #sql: Sql;
  readonly #run: Pick<Header, 'tool' | 'run' | 'case'>;
  #next = 0;
  #broken: string | null = null;

  constructor(
    sql: Sql,
    folder: string | null,
    root: string | null,
    run: Pick<Header, 'tool' | 'run' | 'case'>,
    now = new Date(),
  ) {
    this.#sql = sql;
    this.#run = run;
    this.path =
      folder !== null && checkOutputFolder(folder, root, true).ok
        ? join(folder, `recovery-${compactUtc(now)}.daemonscope`)
        : null;
    if (folder !== null && this.path !== null) this.#attempt(() => mkdirSync(folder, { recursive: true }));
  }

  /** Why nothing is kept, in words; null when it is. */
  get problem(): string | null {
    return this.#broken;
  }

  /** What was found so far, when it is time; at once the first time. */
  grow(found: FoundSoFar | null): void {
    if (this.path === null || this.#broken !== null || performance.now() < this.#next) return;
    const started = performance.now();
    const db = buildCase(this.#sql, unfinished(this.#run, found), '', true);
    this.write(db);
    db.close();
    const took = performance.now() - started;
    this.#next = performance.now() + Math.max(LEAST, SHARE * took);
  }

  write(db: Database): void {
    const { path } = this;
    if (path !== null) this.#attempt(() => saveFile(path, caseBytes(db)));
  }

  /** The run came to nothing, so there is nothing to recover. */
  remove(): void {
    if (this.path !== null && existsSync(this.path)) rmSync(this.path, { force: true });
  }

  #attempt(act: () => void): void {
    try {
      act();
      this.#broken = null;
    } catch (error) {
      this.#broken = error instanceof Error ? error.message : String(error);
    }
  }
}

/** What a run has found before rules have judged: an honest case, which says that it is none yet. */
function unfinished(run: Pick<Header, 'tool' | 'run' | 'case'>, found: FoundSoFar | null): TriageResult {
  const { services = [], events = [], diagnostics = [], coverage = [] } = found ?? {};
  return {
    header: {
      type: 'header',
      schemaVersion: SCHEMA_VERSION,
      ...run,
      root: found?.root ?? { layout: 'unknown', platform: null, reason: 'the run had not got so far' },
      host: found?.host ?? { ...nothingCollected('linux').host, platform: null },
    },
    services,
    events,
    binaries: [],
    findings: [],
    diagnostics,
    coverage,
    summary: {
      type: 'summary',
      verdict: 'The run did not end: files were not hashed and no rule has judged what is here.',
      counts: {
        services: services.length,
        events: events.length,
        binaries: 0,
        findings: 0,
        diagnostics: diagnostics.length,
      },
      levels: Object.fromEntries(LEVELS.map((level) => [level, 0])) as Record<Level, number>,
      belowMinLevel: 0,
      mission: [],
      notEvaluated: [],
      suppressed: [],
    },
  };
}
