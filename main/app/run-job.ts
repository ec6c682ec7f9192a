import { resolve } from 'node:path';
import type { AnswerOf, Channel, Notice, RequestOf } from '../../shared/ipc/contract.ts';
import { visibleText } from '../../shared/text.ts';
import { FORMAT_IDS } from '../export/formats.ts';
import { EXIT, type ExitCode } from '../triage/exit-code.ts';
import { checkOutputFolder, folderProblem } from '../triage/output-folder.ts';
import { type Answering, answer } from './answer.ts';
import type { Job } from './command-line.ts';
import type { OpenedAtStart } from './open-at-start.ts';

/** How a job ended: for the console, and for whoever waits for the program. */
export interface JobOutcome {
  readonly code: ExitCode;
  /** One line; to standard error unless the code is one of a finished job. */
  readonly message: string;
  /** A report with the whole case was written. */
  readonly caseWritten: boolean;
}

const NO_CASE_DATA = { case: null, evidence: null, examiner: null, notes: null };

function failed(message: string): JobOutcome {
  return { code: EXIT.nothing, message, caseWritten: false };
}

/** Why the job cannot be done, one sentence; null when nothing speaks against it. Asked before a window is opened. */
export function jobProblem({ scan, report, formats }: Job, folder: string): string | null {
  if (report === null) return null;
  const known = [...FORMAT_IDS, 'case', 'pdf'];
  const unknown = formats.find((format) => !known.includes(format));
  if (unknown !== undefined) return `there is no format ${unknown}; there are ${known.join(', ')}`;
  if (formats.length === 0) return '--format names none';
  const path = resolve(folder, report);
  const root = scan === null || scan === 'live' ? null : resolve(folder, scan);
  const allowed = checkOutputFolder(path, root, true);
  return allowed.ok
    ? folderProblem(path)
    : `${path} lies in the folder that is to be scanned, which is not written to`;
}

/** What was asked for on the command line, done as if the user had clicked: over the same requests, by the same handles. */
export class JobRunner {
  readonly #parts: Answering;
  readonly #job: Job;
  /** Relative paths begin there. */
  readonly #folder: string;
  #ended = false;
  #settle: (notice: Notice, value: unknown) => void = () => undefined;

  constructor(parts: Answering, job: Job, folder: string) {
    this.#parts = parts;
    this.#job = job;
    this.#folder = folder;
  }

  /** There is an outcome. */
  get ended(): boolean {
    return this.#ended;
  }

  /** What the engine tells the window. */
  hear(notice: Notice, value: unknown): void {
    if (notice === 'scan:done' || notice === 'scan:failed' || notice === 'engine:gone')
      this.#settle(notice, value);
  }

  /** `opened`: what became of the case file that the program was started with. Never rejects. */
  async run(opened: Promise<OpenedAtStart | null>): Promise<JobOutcome> {
    try {
      const file = await opened;
      if (file?.ok === false) return failed(file.message);
      const cancelled = this.#job.scan !== null && (await this.#scan(this.#job.scan));
      const written = this.#job.report === null ? null : await this.#report(this.#job.report);
      const { gaps } = await this.#ask('case:overview', {});
      return {
        code: cancelled ? EXIT.cancelled : gaps ? EXIT.gaps : EXIT.done,
        message: written === null ? 'Scanned.' : `Report in ${visibleText(written)}`,
        caseWritten: written !== null && this.#job.formats.includes('case'),
      };
    } catch (error) {
      return failed(visibleText(error instanceof Error ? error.message : String(error)));
    } finally {
      this.#ended = true;
    }
  }

  /** True when the user cancelled it. */
  async #scan(scan: string | 'live'): Promise<boolean> {
    const ended = new Promise<boolean>((done, failed) => {
      this.#settle = (notice, value) => {
        const { cancelled, reason } = value as { readonly cancelled?: boolean; readonly reason?: string };
        if (notice === 'scan:done') done(cancelled === true);
        else failed(new Error(reason ?? 'the scan failed'));
      };
    });
    // Heard of below also when the request itself is refused.
    ended.catch(() => undefined);
    const target = scan === 'live' ? scan : this.#parts.handles.add(resolve(this.#folder, scan)).handle;
    await this.#ask('scan:start', { target, hash: this.#job.hash, baseline: null, caseData: NO_CASE_DATA });
    return ended;
  }

  async #report(report: string): Promise<string> {
    const { header } = await this.#ask('case:overview', {});
    const { folder } = await this.#ask('report:export', {
      folder: this.#parts.handles.add(resolve(this.#folder, report)).handle,
      formats: [...this.#job.formats],
      scope: 'all',
      levels: [],
      verdicts: [],
      caseData: header.case,
    });
    return folder;
  }

  async #ask<C extends Channel>(channel: C, request: RequestOf<C>): Promise<AnswerOf<C>> {
    const envelope = await answer(this.#parts, channel, request);
    if (!envelope.ok) throw new Error(envelope.error.message);
    // What an engine of ours answers; the window's own requests are checked on their way to it.
    return envelope.value as AnswerOf<C>;
  }
}
