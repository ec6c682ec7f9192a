import { existsSync, rmSync } from 'node:fs';
import type { CaseOverview } from '../../../shared/ipc/contract.ts';
import { caseBytes } from '../../case/open-case.ts';
import { readOverview } from '../../case/overview.ts';
import { RowReader } from '../../case/rows.ts';
import { type Database, selectOne } from '../../case/sql.ts';
import { saveFile } from '../save-file.ts';
import { Refusal } from './refusal.ts';

/** Milliseconds after a change. */
const SOON = 2_000;
/** Bytes that are written without the user noticing; larger cases are kept when they are saved. */
const QUICKLY_WRITTEN = 64 * 1024 * 1024;

/** The case that is open, and where it lies. */
export class Session {
  readonly db: Database;
  readonly rows: RowReader;
  /** Where the user keeps it; null for one that was never saved. */
  file: string | null;
  /** Its recovery file, as long as there is one. */
  recovery: string | null;
  /** Folder that was examined by this very program run: nothing is written into it. */
  readonly root: string | null;
  #changed = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(
    db: Database,
    place: { readonly file: string | null; readonly recovery: string | null; readonly root: string | null },
  ) {
    this.db = db;
    this.rows = new RowReader(db);
    this.file = place.file;
    this.recovery = place.recovery;
    this.root = place.root;
  }

  /** The analyst judged something: it is kept in the recovery file a moment later, until the case is saved. */
  changed(): void {
    this.#changed = true;
    this.rows.forget();
    if (this.recovery === null || this.#timer !== null) return;
    this.#timer = setTimeout(() => this.#keep(), SOON);
    this.#timer.unref();
  }

  #keep(): void {
    this.#timer = null;
    const [size] =
      selectOne(this.db, 'SELECT page_count * page_size FROM pragma_page_count, pragma_page_size') ?? [];
    if (this.recovery === null || Number(size) > QUICKLY_WRITTEN) return;
    try {
      saveFile(this.recovery, caseBytes(this.db));
    } catch {
      // What was kept at the end of the scan stays; saving will say what is wrong.
    }
  }

  overview(): CaseOverview {
    return {
      ...readOverview(this.db),
      saved: this.file !== null && !this.#changed,
      file: this.file,
    };
  }

  /** To its file. What the recovery file was for is then done. */
  save(path: string): void {
    saveFile(path, caseBytes(this.db));
    this.file = path;
    this.#changed = false;
    if (this.recovery !== null && existsSync(this.recovery)) rmSync(this.recovery, { force: true });
    this.recovery = null;
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.db.close();
  }
}

export function needSession(session: Session | null): Session {
  if (session === null) throw new Refusal('no-case', 'No case is open.');
  return session;
}
