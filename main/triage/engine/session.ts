import { accessSync, constants, existsSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CaseOverview } from '../../../shared/ipc/contract.ts';
import { caseBytes } from '../../case/open-case.ts';
import { readOverview } from '../../case/overview.ts';
import { RowReader } from '../../case/rows.ts';
import { type Database, selectOne } from '../../case/sql.ts';
import { saveFile } from '../save-file.ts';
import { hasGaps } from '../summary.ts';
import { recoveryName } from './recovery-place.ts';
import { Refusal } from './refusal.ts';

/** Milliseconds after a change; later for a case whose writing is noticed, since nothing is answered meanwhile. */
const SOON = 2_000;
const LATER = 30_000;
/** Bytes that are written without the user noticing. */
const QUICKLY_WRITTEN = 64 * 1024 * 1024;

/** The case that is open, and where it lies. */
export class Session {
  readonly db: Database;
  readonly rows: RowReader;
  /** Where the user keeps it; null for one that was never saved. */
  file: string | null;
  /** Its recovery file, as long as there is one. */
  recovery: string | null;
  /** Where changes are kept until they are saved; null keeps none. */
  readonly #recoveryFolder: string | null;
  /** Folder that was examined by this very program run: nothing is written into it. */
  readonly root: string | null;
  #access: CaseOverview['access'];
  #changed = false;
  /** The file as it was when it was opened or saved last. */
  #seen: FileState | null;
  #timer: NodeJS.Timeout | null = null;

  constructor(
    db: Database,
    place: {
      readonly file: string | null;
      readonly recovery: string | null;
      readonly recoveryFolder: string | null;
      readonly root: string | null;
    },
  ) {
    this.db = db;
    this.rows = new RowReader(db);
    this.file = place.file;
    this.recovery = place.recovery;
    this.#recoveryFolder = place.recoveryFolder;
    this.root = place.root;
    this.#seen = place.file === null ? null : stateOf(place.file);
    this.#access = place.file === null || isWritable(place.file) ? 'writable' : 'unwritable';
  }

  /** The analyst judged something: it is kept in the recovery file a moment later, until the case is saved. */
  changed(): void {
    this.#changed = true;
    this.rows.forget();
    // A case that was saved or opened gets a recovery file with its first change.
    if (this.recovery === null && this.#recoveryFolder !== null)
      this.recovery = join(this.#recoveryFolder, recoveryName(new Date(), readOverview(this.db).incomplete));
    if (this.recovery === null || this.#timer !== null) return;
    const [size] =
      selectOne(this.db, 'SELECT page_count * page_size FROM pragma_page_count, pragma_page_size') ?? [];
    this.#timer = setTimeout(() => this.#keep(), Number(size) > QUICKLY_WRITTEN ? LATER : SOON);
    this.#timer.unref();
  }

  /** What is to be kept in a moment is kept at once. */
  keepNow(): void {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#keep();
  }

  #keep(): void {
    this.#timer = null;
    if (this.recovery === null) return;
    try {
      saveFile(this.recovery, caseBytes(this.db));
    } catch {
      // What was kept at the end of the scan stays; saving will say what is wrong.
    }
  }

  overview(): CaseOverview {
    const overview = readOverview(this.db);
    const errors = Number(
      selectOne(this.db, "SELECT count(*) FROM diagnostics WHERE severity = 'error'")?.[0] ?? 0,
    );
    return {
      ...overview,
      gaps: errors > 0 || hasGaps({ coverage: overview.coverage, diagnostics: [] }),
      saved: this.file !== null && !this.#changed,
      file: this.file,
      access: this.#access,
    };
  }

  /** Nothing can be judged from now on. Refused when something was already, which would look saved then. */
  makeReadOnly(): void {
    if (this.file === null || this.#changed)
      throw new Refusal('failed', 'The case has changes that are not saved. Save it first.');
    this.#access = 'read-only';
  }

  /** Throws a refusal when the user wanted nothing changed. */
  needWritable(): void {
    if (this.#access === 'read-only')
      throw new Refusal('cannot-write', 'The case is open read-only. Save a copy of it to judge anything.');
  }

  /**
   * To its file. What the recovery file was for is then done. Refused when somebody else has written the file since it was opened or
   * saved here, unless that is to be written over: two programs may have one case open, and no lock outlives a killed one.
   */
  save(path: string, overwrite: boolean): void {
    if (!overwrite && path === this.file && this.#seen !== null && changedSince(path, this.#seen)) {
      throw new Refusal(
        'changed-on-disk',
        `${path} was written by another program since it was opened here.`,
      );
    }
    if (path === this.file) this.needWritable();
    saveFile(path, caseBytes(this.db));
    this.file = path;
    this.#access = 'writable';
    this.#seen = stateOf(path);
    this.#changed = false;
    if (this.recovery !== null && existsSync(this.recovery)) rmSync(this.recovery, { force: true });
    this.recovery = null;
  }

  close(): void {
    this.keepNow();
    this.db.close();
  }
}

/** What the system says; of a folder that Windows forbids by its access list, it says so only when it is written to. */
function isWritable(path: string): boolean {
  try {
    for (const one of [dirname(path), path]) accessSync(one, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

interface FileState {
  readonly inode: bigint;
  readonly size: bigint;
  readonly modified: bigint;
}

function stateOf(path: string): FileState | null {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? null : { inode: stat.ino, size: stat.size, modified: stat.mtimeNs };
}

/** A file that is gone is no conflict. */
function changedSince(path: string, before: FileState): boolean {
  const now = stateOf(path);
  if (now === null) return false;
  return now.inode !== before.inode || now.size !== before.size || now.modified !== before.modified;
}

export function needSession(session: Session | null): Session {
  if (session === null) throw new Refusal('no-case', 'No case is open.');
  return session;
}
