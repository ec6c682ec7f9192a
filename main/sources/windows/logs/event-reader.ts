import { coveredTime } from '../../../../shared/covered-time.ts';
import { MAX_DIAGNOSTICS_PER_FILE, MAX_EVT_SIZE, MAX_LOG_FILES } from '../../../../shared/limits.ts';
import type { Diagnostic } from '../../../../shared/model/diagnostic.ts';
import { ByteSourceError } from '../../../formats/byte-source.ts';
import { type EvtItem, type EvtSummary, readEvt } from '../../../formats/evt/read-evt.ts';
import { type EvtxItem, EvtxSession, type EvtxSummary, readEvtx } from '../../../formats/evtx/read-evtx.ts';
import { ParseError } from '../../../formats/parse-error.ts';
import type { SourceContext, SourceItem } from '../../source.ts';
import { howToRead, mayMatter } from './event-meaning.ts';
import { eventOf, evtLogRecord, OF_THE_EVENT, type StoredRecord } from './event-record-of.ts';
import type { LogFile } from './log-files.ts';
import { fieldValue } from './log-record.ts';
import { LoggedServices } from './logged-service.ts';
import { PassingEvent } from './passing-event.ts';
import { SeenRecords } from './seen-records.ts';

const SOURCE = 'windows-events';

/** Reads log files one after the other into events. */
export class EventReader {
  readonly counts = {
    records: 0,
    decoded: 0,
    events: 0,
    duplicates: 0,
    recovered: 0,
    dirty: 0,
    filesFailed: 0,
  };
  readonly #context: SourceContext;
  readonly #session: EvtxSession;
  /** Made for the first installation of a service: most evidence has no logs. */
  #services: LoggedServices | null = null;
  readonly #seen = new SeenRecords();
  /** Computers that records name; more than one says that the logs come from several, or that the host was renamed. */
  readonly computers = new Set<string>();
  #first: string | null = null;
  #last: string | null = null;

  constructor(context: SourceContext) {
    this.#context = context;
    this.#session = new EvtxSession((path) => {
      const opened = context.evidence.open(path);
      return opened.ok ? opened.value : null;
    });
  }

  #loggedServices(): LoggedServices {
    this.#services ??= new LoggedServices(this.#context);
    return this.#services;
  }

  unreadable(path: string, reason: string): Diagnostic {
    return diagnostic('error', 'log-unreadable', path, null, `could not be read: ${reason}`);
  }

  /** There are more than are read. `path`: of the last that is. */
  leftOut(path: string): Diagnostic {
    const what = `there are more than ${MAX_LOG_FILES} event logs: the others were not read`;
    return diagnostic('error', 'logs-left-out', path, null, what);
  }

  /** What the logs cover, in words for the coverage table; null when no record has a time. */
  window(): string | null {
    return coveredTime(this.#first, this.#last);
  }

  *read(file: LogFile): Generator<SourceItem> {
    try {
      yield* file.kind === 'evtx' ? this.#evtx(file) : this.#evt(file);
    } catch (error) {
      if (!(error instanceof ParseError) && !(error instanceof ByteSourceError)) throw error;
      this.counts.filesFailed += 1;
      const offset = error instanceof ParseError ? error.offset : null;
      yield diagnostic('error', 'log-not-read', file.path, offset, error.message);
    }
  }

  *#evtx(file: LogFile): Generator<SourceItem> {
    const opened = this.#context.evidence.open(file.path);
    if (!opened.ok) {
      this.counts.filesFailed += 1;
      yield this.unreadable(file.path, opened.error.reason);
      return;
    }
    yield { type: 'log', path: file.path };
    const wanted = this.#context.logs?.wanted;
    try {
      const items = readEvtx(opened.value, {
        omit: OF_THE_EVENT,
        transient: true,
        session: this.#session,
        file: file.path,
        wantedId: (eventId) => mayMatter(null, eventId) || wanted?.(null, eventId) === true,
        wanted: ({ provider, eventId, channel }) =>
          mayMatter(provider, eventId) || wanted?.(channel, eventId) === true,
      });
      yield* this.#items(file, items);
    } finally {
      opened.value.close();
    }
  }

  *#evt(file: LogFile): Generator<SourceItem> {
    const bytes = this.#context.evidence.read(file.path, MAX_EVT_SIZE);
    if (!bytes.ok) {
      this.counts.filesFailed += 1;
      yield this.unreadable(file.path, bytes.error.reason);
      return;
    }
    yield { type: 'log', path: file.path };
    yield* this.#items(file, readEvt(bytes.value));
  }

  *#items(
    file: LogFile,
    items: Generator<EvtxItem, EvtxSummary> | Generator<EvtItem, EvtSummary>,
  ): Generator<SourceItem> {
    const names = this.#context.logs ?? { serviceKey: () => null, inboxKey: () => null };
    let passing: PassingEvent | null = null;
    let problems = 0;
    let next = items.next();
    for (; next.done !== true; next = items.next()) {
      const item = next.value;
      if (item.kind === 'problem') {
        problems += 1;
        if (problems <= MAX_DIAGNOSTICS_PER_FILE) {
          yield diagnostic('warning', item.code, file.path, item.offset, item.what);
        }
        continue;
      }
      this.counts.decoded += 1;
      const record = 'strings' in item.record ? evtLogRecord(item.record, file.path) : item.record;
      const { computer } = record;
      const readMeaning = howToRead(record);
      if (readMeaning !== null && this.#isSecond(record, computer)) {
        if (this.counts.duplicates % 1_000 === 0) yield { type: 'pause' };
        continue;
      }
      const meaning = readMeaning === null ? null : readMeaning(record, names);
      if (meaning === null) {
        // Of these there may be millions, which are not kept and need not be told apart.
        this.#addComputer(computer);
        passing ??= new PassingEvent(record, file.path, SOURCE);
        yield passing.take(record);
        continue;
      }
      this.#seen.remember();
      this.counts.events += 1;
      this.#addComputer(computer);
      const event = eventOf(record, meaning, file.path, SOURCE);
      const isInstall = event.action === 'created' && this.#context.logs?.judged === true;
      const logged = isInstall ? this.#loggedServices().of(event) : null;
      yield { type: 'log-event', event, relevant: true, ...(logged === null ? {} : { logged }) };
    }
    yield { type: 'pause' };
    const summary = next.value;
    this.counts.records += summary.records;
    this.counts.recovered += summary.recovered;
    this.counts.duplicates += summary.again ?? 0;
    if (summary.dirty) this.counts.dirty += 1;
    this.#spans(summary.firstTime, summary.lastTime);
    if (problems > MAX_DIAGNOSTICS_PER_FILE) {
      const more = problems - MAX_DIAGNOSTICS_PER_FILE;
      yield diagnostic('warning', 'log-more-problems', file.path, null, `${more} further problems`);
    }
  }

  #isSecond(record: StoredRecord, computer: string | null): boolean {
    const id = fieldValue(record, 'EventRecordID') ?? record.recordId;
    const second = this.#seen.has(computer, record.channel, id, record.moment);
    if (second) this.counts.duplicates += 1;
    return second;
  }

  #addComputer(computer: string | null): void {
    if (computer !== null && this.computers.size < 64) this.computers.add(computer);
  }

  #spans(first: string | null, last: string | null): void {
    if (first !== null && (this.#first === null || first < this.#first)) this.#first = first;
    if (last !== null && (this.#last === null || last > this.#last)) this.#last = last;
  }
}

function diagnostic(
  severity: Diagnostic['severity'],
  code: string,
  path: string,
  offset: number | null,
  what: string,
): Diagnostic {
  return { type: 'diagnostic', severity, code, source: SOURCE, path, offset, what };
}
