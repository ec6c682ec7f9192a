import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LEVELS, type Level } from '../../../shared/level.ts';
import type { Header } from '../../../shared/model/run.ts';
import { SCHEMA_VERSION } from '../../../shared/model/schema-version.ts';
import type { TriageResult } from '../../../shared/model/triage-event.ts';
import { caseBytes } from '../../case/open-case.ts';
import type { Database, Sql } from '../../case/sql.ts';
import { buildCase } from '../case-file.ts';
import { nothingCollected } from '../collect.ts';
import { checkOutputFolder, makeFolder } from '../output-folder.ts';
import type { FoundSoFar } from '../request.ts';
import { saveFile } from '../save-file.ts';
import { recoveryName } from './recovery-place.ts';
import { cannotWrite } from './refusal.ts';

/** Milliseconds between two copies of a growing case, and how much of the time they may take. */
const LEAST = 2_000;
const SHARE = 10;

/**
 * The copy of a growing case that outlives a killed program. It is written at the start, from time to time, and at the end. A folder
 * that cannot be written costs the copy and not the run; `onProblem` hears of it once, until it is written again.
 */
export class RecoveryFile {
  readonly #sql: Sql;
  readonly #root: string | null;
  readonly #run: Pick<Header, 'tool' | 'run' | 'case'>;
  readonly #begun: Date;
  readonly #onProblem: (reason: string) => void;
  #folder: string | null;
  #path: string | null;
  #next = 0;
  #written: FoundSoFar | null = null;
  #broken: string | null = null;

  constructor(
    sql: Sql,
    folder: string | null,
    root: string | null,
    run: Pick<Header, 'tool' | 'run' | 'case'>,
    now = new Date(),
    onProblem: (reason: string) => void = () => undefined,
  ) {
    this.#sql = sql;
    this.#root = root;
    this.#run = run;
    this.#begun = now;
    this.#onProblem = onProblem;
    this.#folder = this.#allowed(folder);
    this.#path = this.#pathOf(true);
  }

  /** Where the copy lies, which the run's end renames; null when none is kept. */
  get path(): string | null {
    return this.#path;
  }

  get folder(): string | null {
    return this.#folder;
  }

  /** Why nothing is kept, in words; null when it is. */
  get problem(): string | null {
    return this.#broken;
  }

  /** Tries again, from the next moment on; in another folder when there is one. False where that may not be written to. */
  retry(folder: string | null): boolean {
    const chosen = folder === null ? this.#folder : this.#allowed(folder);
    if (chosen === null) return false;
    if (folder !== null) {
      this.#folder = chosen;
      this.#path = this.#pathOf(true);
    }
    this.#broken = null;
    this.#written = null;
    this.#next = 0;
    return true;
  }

  /** What was found so far, when it is time; at once the first time. The same twice is written once. */
  grow(found: FoundSoFar | null): void {
    if (!this.#isTime() || (found !== null && found === this.#written)) return;
    const { path } = this;
    if (path === null) return;
    const started = performance.now();
    const db = buildCase(this.#sql, unfinished(this.#run, found), '', true);
    this.#attempt(path, () => saveFile(path, caseBytes(db)));
    db.close();
    this.#written = found;
    const took = performance.now() - started;
    this.#next = performance.now() + Math.max(LEAST, SHARE * took);
  }

  /** The same in the middle of a source, where putting together what was found would cost more than asking the clock. */
  growIfTime(found: () => FoundSoFar): void {
    if (this.#isTime()) this.grow(found());
  }

  /** Lets go of what was written last, which nothing is compared with any more. */
  release(): void {
    this.#written = null;
  }

  /** The case of the run that has ended, under the name of one that is whole unless it was cancelled. */
  end(db: Database, incomplete: boolean): void {
    const growing = this.#path;
    const path = this.#pathOf(incomplete);
    if (growing === null || path === null) return;
    // Also where the growing one could not be written: there may be room again.
    this.#attempt(path, () => saveFile(path, caseBytes(db)));
    if (this.#broken !== null) return;
    this.#path = path;
    if (growing !== path) rmSync(growing, { force: true });
  }

  /** The run came to nothing, so there is nothing to recover. */
  remove(): void {
    if (this.path !== null && existsSync(this.path)) rmSync(this.path, { force: true });
  }

  #isTime(): boolean {
    return this.#path !== null && this.#broken === null && performance.now() >= this.#next;
  }

  /** Never inside what is examined. */
  #allowed(folder: string | null): string | null {
    return folder !== null && checkOutputFolder(folder, this.#root, true).ok ? folder : null;
  }

  #pathOf(incomplete: boolean): string | null {
    return this.#folder === null ? null : join(this.#folder, recoveryName(this.#begun, incomplete));
  }

  #attempt(path: string, act: () => void): void {
    const before = this.#broken;
    try {
      makeFolder(dirname(path));
      act();
      this.#broken = null;
    } catch (error) {
      this.#broken = cannotWrite(path, error).message;
      if (before === null) this.#onProblem(this.#broken);
    }
  }
}

/** What a run has found before rules have judged: an honest case, which says that it is none yet. */
function unfinished(run: Pick<Header, 'tool' | 'run' | 'case'>, found: FoundSoFar | null): TriageResult {
  const { services = [], events = [], diagnostics = [], reading = null, ahead = [] } = found ?? {};
  const coverage = [
    ...(found?.coverage ?? []),
    ...(reading === null ? [] : [notEnded(reading, 'while it was read: what had been read is there')]),
    ...ahead.map((source) => notEnded(source, 'before it was looked at')),
  ];
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

function notEnded(source: string, when: string): TriageResult['coverage'][number] {
  return { type: 'coverage', source, outcome: 'failed', counts: {}, reason: `the run ended ${when}` };
}
