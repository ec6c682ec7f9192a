import { coveredTime } from '../../../shared/covered-time.ts';
import type { Coverage } from '../../../shared/model/coverage.ts';
import type { Diagnostic } from '../../../shared/model/diagnostic.ts';
import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { Result } from '../../../shared/result.ts';
import type { EvidenceError } from '../../evidence/evidence.ts';
import { ByteSourceError } from '../../formats/byte-source.ts';
import { isPacking, unpackFile } from '../../formats/compression/unpack-file.ts';
import { ParseError } from '../../formats/parse-error.ts';
import { type TextLine, textLines } from '../../formats/syslog/text-lines.ts';
import type { SourceContext, SourceItem } from '../source.ts';
import { type HostZone, hostZone } from './host-zone.ts';
import { LOG_CHUNK, MAX_PACKED_LOG, MAX_TEXT_LOGS, MAX_UNPACKED_LOG } from './limits.ts';
import { type LogFile, logFiles } from './log-files.ts';
import { WantedLines } from './wanted-lines.ts';

/** Lines of one log, from the beginning each time they are asked for. */
export type LogLines = () => Iterable<TextLine>;

interface Opened {
  readonly chunks: () => Iterable<Uint8Array>;
  close(): void;
}

/** Reads the text logs of one source, unpacked, and keeps account of what could not be read. */
export class LogReader {
  readonly context: SourceContext;
  readonly #id: string;
  readonly #diagnostics: Diagnostic[] = [];
  #zone: HostZone | null = null;
  #files = 0;
  #failed = 0;
  #unreadable = 0;
  #truncated = false;
  #lines = 0;
  #first: string | null = null;
  #last: string | null = null;

  constructor(context: SourceContext, id: string) {
    this.context = context;
    this.#id = id;
  }

  get zone(): HostZone {
    this.#zone ??= hostZone(this.context.evidence);
    return this.#zone;
  }

  /** Which lines that say nothing of services a rule asks for. */
  wanted(file: LogFile): WantedLines {
    const { logs } = this.context;
    return new WantedLines(logs === undefined ? new Set() : logs.programs(this.#id, file.name));
  }

  /**
   * What `read` makes of each file of the named logs. `Problem` items become one diagnostic for each code of a file; what a file
   * cannot give ends that file only.
   */
  *each(
    names: readonly string[],
    read: (file: LogFile, lines: LogLines) => Generator<SourceItem | Problem>,
  ): Generator<SourceItem> {
    const { files, unreadable, truncated } = logFiles(this.context.evidence, this.context.root, names);
    if (truncated) {
      this.#truncated = true;
      const what = `there are more than ${MAX_TEXT_LOGS} files of logs: the others were not read`;
      yield this.#diagnostic('error', 'logs-left-out', files.at(-1)?.path ?? '', null, what);
    }
    for (const { path, reason } of unreadable) {
      this.#unreadable += 1;
      yield this.#diagnostic('error', 'log-unreadable', path, null, `could not be read: ${reason}`);
    }
    for (const file of files) {
      this.#files += 1;
      yield* this.#file(file, read);
    }
  }

  /** Counts an event in what the logs cover. */
  spans({ time }: EventRecord): void {
    if (time === null) return;
    if (this.#first === null || time < this.#first) this.#first = time;
    if (this.#last === null || time > this.#last) this.#last = time;
  }

  /** What the source ends with. `places` says in words where it looked. */
  end(counts: Readonly<Record<string, number>>, places: string): Coverage {
    const base = { type: 'coverage', source: this.#id } as const;
    const readable = this.#files - this.#failed;
    if (readable === 0) {
      if (this.#files + this.#unreadable > 0) {
        return { ...base, outcome: 'failed', counts: {}, reason: 'no log could be read, see diagnostics' };
      }
      const where = this.context.root.filesComplete ? 'this root has' : 'this collection has';
      return { ...base, outcome: 'notPresent', counts: {}, reason: `${where} none of ${places}` };
    }
    const all = {
      files: this.#files,
      lines: this.#lines,
      ...counts,
      filesFailed: this.#failed + this.#unreadable,
    };
    const window = coveredTime(this.#first, this.#last);
    const reason = this.#truncated ? 'there are more logs than are read' : window;
    return { ...base, outcome: 'collected', counts: all, reason };
  }

  *#file(
    file: LogFile,
    read: (file: LogFile, lines: LogLines) => Generator<SourceItem | Problem>,
  ): Generator<SourceItem> {
    const opened = this.#open(file);
    yield* this.#diagnostics.splice(0);
    if (opened === null) return;
    yield { type: 'log', path: file.path };
    const problems = new Map<string, { first: Problem; count: number }>();
    try {
      for (const item of read(file, () => this.#counted(textLines(opened.chunks())))) {
        if (item.type !== 'problem') yield item;
        else {
          const known = problems.get(item.code);
          if (known === undefined) problems.set(item.code, { first: item, count: 1 });
          else known.count += 1;
        }
      }
    } catch (error) {
      if (!(error instanceof ByteSourceError) && !(error instanceof ParseError)) throw error;
      this.#failed += 1;
      yield this.#diagnostic('error', 'log-not-read', file.path, null, error.message);
    } finally {
      opened.close();
    }
    this.#lines += this.#passLines;
    for (const { first, count } of problems.values()) {
      const what = `line ${first.line}: ${first.what}${count > 1 ? `, and ${count - 1} more lines like it` : ''}`;
      yield this.#diagnostic('warning', first.code, file.path, first.offset, what);
    }
  }

  /** Lines of the last pass over a file. */
  #passLines = 0;

  *#counted(lines: Iterable<TextLine>): Generator<TextLine> {
    this.#passLines = 0;
    for (const line of lines) {
      this.#passLines = line.line;
      yield line;
    }
  }

  #open(file: LogFile): Opened | null {
    const { evidence } = this.context;
    if (file.packed === null) {
      const opened = evidence.open(file.path);
      if (!opened.ok) return this.#lost(file, opened);
      const source = opened.value;
      return {
        *chunks() {
          for (let at = 0; at < source.size; ) {
            const chunk = new Uint8Array(Math.min(LOG_CHUNK, source.size - at));
            const length = source.read(at, chunk);
            if (length === 0) return;
            at += length;
            yield chunk.subarray(0, length);
          }
        },
        close: () => source.close(),
      };
    }
    if (!isPacking(file.packed)) {
      this.#failed += 1;
      const what = `packed as .${file.packed}, which is not unpacked here`;
      this.#diagnostics.push(this.#diagnostic('warning', 'log-packing-unsupported', file.path, null, what));
      return null;
    }
    const packed = evidence.read(file.path, MAX_PACKED_LOG);
    if (!packed.ok) return this.#lost(file, packed);
    try {
      const { bytes, problem } = unpackFile(packed.value, file.packed, MAX_UNPACKED_LOG);
      if (problem !== null) {
        const what = `only the first ${bytes.length} bytes could be unpacked: ${problem}`;
        this.#diagnostics.push(this.#diagnostic('warning', 'log-packed-damaged', file.path, null, what));
      }
      return { chunks: () => [bytes], close: () => undefined };
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      this.#failed += 1;
      this.#diagnostics.push(
        this.#diagnostic('error', 'log-not-read', file.path, error.offset, error.message),
      );
      return null;
    }
  }

  #lost(file: LogFile, { error }: Extract<Result<never, EvidenceError>, { ok: false }>): null {
    this.#failed += 1;
    const what = `could not be read: ${error.reason}`;
    this.#diagnostics.push(this.#diagnostic('error', 'log-unreadable', file.path, null, what));
    return null;
  }

  #diagnostic(
    severity: Diagnostic['severity'],
    code: string,
    path: string,
    offset: number | null,
    what: string,
  ): Diagnostic {
    return { type: 'diagnostic', severity, code, source: this.#id, path, offset, what };
  }
}

/** A line that a decoder could not read. */
export interface Problem {
  readonly type: 'problem';
  readonly code: string;
  readonly line: number;
  readonly offset: number;
  readonly what: string;
}

/** The problem item of a decoder as one of a reader. */
export function problemOf(item: Omit<Problem, 'type'>): Problem {
  const { code, line, offset, what } = item;
  return { type: 'problem', code, line, offset, what };
}
