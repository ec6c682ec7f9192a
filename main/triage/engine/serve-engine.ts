import { basename, dirname, resolve } from 'node:path';
import {
  type AnswerOf,
  type Envelope,
  type Notice,
  type NoticeOf,
  REQUESTS,
} from '../../../shared/ipc/contract.ts';
import {
  type EngineChannel,
  type EngineReply,
  type EngineRequest,
  engineEndSchema,
  engineRequestSchema,
  RECOVERY_FILE,
} from '../../../shared/ipc/engine.ts';
import { setAnnotation } from '../../case/annotations.ts';
import { compareCases } from '../../case/compare.ts';
import { readGroups } from '../../case/groups.ts';
import { readRecord } from '../../case/record.ts';
import { loadSql, type Sql } from '../../case/sql.ts';
import { readTimeline } from '../../case/timeline.ts';
import { checkOutputFolder } from '../output-folder.ts';
import type { EnginePort } from './port.ts';
import { readCaseFile } from './read-case-file.ts';
import type { RecoveryFile } from './recovery.ts';
import { removeHalfCopies } from './recovery-place.ts';
import { cannotWrite, Refusal } from './refusal.ts';
import { prepareScan } from './run-scan.ts';
import { needSession, Session } from './session.ts';
import { previewReport, writeReport } from './write-report.ts';

export interface EngineOptions {
  /** The WebAssembly of SQLite. */
  readonly wasm: () => Uint8Array;
  /** Where a growing case is kept; null keeps none. */
  readonly recoveryFolder: string | null;
  /** Where the user had earlier cases kept. */
  readonly otherRecoveryFolders?: readonly string[];
  readonly workerUrl: URL | null;
  /** Ends this process, when the program ends and all is kept. */
  readonly end?: () => void;
}

/** Answers the window's requests about scans, cases and reports, one after the other as they come. */
export function serveEngine(port: EnginePort, options: EngineOptions): void {
  if (options.recoveryFolder !== null) removeHalfCopies(options.recoveryFolder);
  const engine = new Engine(port, options);
  port.listen((message) => void engine.receive(message));
}

type Answers = { readonly [C in EngineChannel]: (asked: Asked<C>) => AnswerOf<C> | Promise<AnswerOf<C>> };

interface Asked<C extends EngineChannel> {
  readonly request: (typeof REQUESTS)[C]['request']['_zod']['output'];
  readonly paths: Readonly<Record<string, string>>;
  readonly attachments: NonNullable<EngineRequest['attachments']>;
}

class Engine {
  readonly #port: EnginePort;
  readonly #options: EngineOptions;
  #sql: Promise<Sql> | null = null;
  #session: Session | null = null;
  #running: AbortController | null = null;
  /** Of the scan that runs, or of the last one. */
  #recovery: RecoveryFile | null = null;

  constructor(port: EnginePort, options: EngineOptions) {
    this.#port = port;
    this.#options = options;
  }

  async receive(message: unknown): Promise<void> {
    if (engineEndSchema.safeParse(message).success) {
      this.#session?.close();
      this.#options.end?.();
      return;
    }
    const parsed = engineRequestSchema.safeParse(message);
    if (!parsed.success) return;
    const { id, channel, request, paths, attachments = [] } = parsed.data;
    this.#post({ id, envelope: await this.#answer(channel, request, paths, attachments) });
  }

  async #answer(
    channel: EngineChannel,
    request: unknown,
    paths: Readonly<Record<string, string>>,
    attachments: Asked<EngineChannel>['attachments'],
  ): Promise<Envelope<unknown>> {
    const checked = REQUESTS[channel].request.safeParse(request);
    if (!checked.success) return refused(new Refusal('invalid', `${channel}: the request is malformed.`));
    try {
      const answer = this.#answers[channel] as (asked: unknown) => unknown;
      return { ok: true, value: await answer({ request: checked.data, paths, attachments }) };
    } catch (error) {
      return refused(error);
    }
  }

  readonly #answers: Answers = {
    'scan:start': async ({ request, paths }) => {
      if (this.#running !== null) throw new Refusal('busy', 'A scan is running.');
      const cancel = new AbortController();
      this.#running = cancel;
      try {
        const scan = prepareScan({
          sql: await this.#loadSql(),
          request,
          paths,
          recoveryFolder: this.#options.recoveryFolder,
          workerUrl: this.#options.workerUrl,
          signal: cancel.signal,
          tell: (progress) => this.#tell('scan:progress', progress),
          onRecovery: (recovery) => {
            this.#recovery = recovery;
          },
          onRecoveryProblem: (reason) => this.#tell('recovery:problem', { reason }),
        });
        void this.#watch(scan.run(), cancel);
      } catch (error) {
        this.#running = null;
        throw error;
      }
      return {};
    },
    'scan:keep': ({ request, paths }) => {
      if (this.#running === null || this.#recovery === null)
        throw new Refusal('not-found', 'No scan is running any more.');
      const folder = request.folder === null ? null : pathOf(request.folder, paths);
      if (!this.#recovery.retry(folder)) {
        const where = folder ?? 'The folder for it';
        throw new Refusal('cannot-write', `${where} lies in the examined folder, which is not written to.`);
      }
      return {};
    },
    'scan:cancel': () => {
      this.#running?.abort();
      return {};
    },
    'case:open': async ({ request, paths }) => {
      const path = pathOf(request.handle, paths);
      // It may be what is kept of the very case that is open.
      this.#session?.keepNow();
      const db = readCaseFile(await this.#loadSql(), path);
      const { recoveryFolder, otherRecoveryFolders = [] } = this.#options;
      const folders = [recoveryFolder, this.#recovery?.folder ?? null, ...otherRecoveryFolders];
      // A recovered case has no place of its own yet: saving must ask for one.
      const recovered =
        folders.some((folder) => folder !== null && dirname(resolve(path)) === resolve(folder)) &&
        RECOVERY_FILE.test(basename(path));
      const session = new Session(db, {
        file: recovered ? null : path,
        recovery: recovered ? path : null,
        recoveryFolder,
        root: null,
      });
      const overview = session.overview();
      this.#replace(session);
      return overview;
    },
    'case:read-only': () => {
      const session = needSession(this.#session);
      session.makeReadOnly();
      return session.overview();
    },
    'case:save': ({ request, paths }) => {
      const session = needSession(this.#session);
      const path = request.handle === null ? session.file : pathOf(request.handle, paths);
      if (path === null) throw new Refusal('cannot-write', 'The case has no file yet.');
      const allowed = checkOutputFolder(path, session.root, true);
      if (!allowed.ok)
        throw new Refusal('cannot-write', `${path} lies in the examined folder, which is not written to.`);
      try {
        session.save(path, request.overwrite ?? false);
      } catch (error) {
        throw cannotWrite(path, error);
      }
      return session.overview();
    },
    'case:overview': () => needSession(this.#session).overview(),
    'case:rows': ({ request }) => needSession(this.#session).rows.rows(request),
    'case:groups': ({ request }) => readGroups(needSession(this.#session).db, request),
    'case:record': ({ request }) => {
      const record = readRecord(needSession(this.#session).db, request.table, request.id);
      if (record === null) throw new Refusal('not-found', 'The case has no such record.');
      return record;
    },
    'case:timeline': ({ request }) =>
      readTimeline(needSession(this.#session).db, request.bins, request.range),
    'case:annotate': ({ request }) => {
      const session = needSession(this.#session);
      session.needWritable();
      const annotation = { ...request, when: new Date().toISOString() };
      setAnnotation(session.db, annotation);
      session.changed();
      return annotation;
    },
    'case:compare': async ({ request, paths }) => {
      const session = needSession(this.#session);
      const other = readCaseFile(await this.#loadSql(), pathOf(request.handle, paths));
      try {
        return compareCases(other, session.db);
      } finally {
        other.close();
      }
    },
    'report:preview': ({ request }) => previewReport(needSession(this.#session), request),
    'report:export': async ({ request, paths, attachments }) => {
      const session = needSession(this.#session);
      const sql = await this.#loadSql();
      return writeReport(sql, session, request, pathOf(request.folder, paths), attachments);
    },
  };

  /** Follows a scan that goes on while other requests are answered. */
  async #watch(scan: Promise<Session>, cancel: AbortController): Promise<void> {
    try {
      this.#replace(await scan);
      this.#running = null;
      this.#tell('scan:done', { cancelled: cancel.signal.aborted });
    } catch (error) {
      this.#running = null;
      this.#tell('scan:failed', { reason: error instanceof Error ? error.message : String(error) });
    }
  }

  #replace(session: Session): void {
    this.#session?.close();
    this.#session = session;
  }

  #loadSql(): Promise<Sql> {
    this.#sql ??= loadSql(this.#options.wasm());
    return this.#sql;
  }

  #tell<N extends Notice>(notice: N, value: NoticeOf<N>): void {
    this.#post({ notice, value } as EngineReply);
  }

  #post(reply: EngineReply): void {
    this.#port.postMessage(reply);
  }
}

function pathOf(handle: string, paths: Readonly<Record<string, string>>): string {
  const path = paths[handle];
  if (path === undefined)
    throw new Refusal('not-found', 'What was chosen is no longer known. Choose it again.');
  return path;
}

function refused(error: unknown): Envelope<never> {
  if (error instanceof Refusal) return { ok: false, error: { code: error.code, message: error.message } };
  // A bug, or a case file that breaks in the middle: said, and the engine lives on.
  const message = error instanceof Error ? error.message : String(error);
  return { ok: false, error: { code: 'failed', message } };
}
