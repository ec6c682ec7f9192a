import { coveredTime } from '../../../shared/covered-time.ts';
import { MAX_DIAGNOSTICS_PER_FILE, MAX_LOG_FILES } from '../../../shared/limits.ts';
import type { Diagnostic } from '../../../shared/model/diagnostic.ts';
import type { EventRecord } from '../../../shared/model/event-record.ts';
import { ByteSourceError } from '../../formats/byte-source.ts';
import { type JournalMatch, readJournal } from '../../formats/journal/read-journal.ts';
import { ParseError } from '../../formats/parse-error.ts';
import { entryMeanings, PROCESS_LOGGED } from '../linux/journal/entry-meaning.ts';
import { journalEvents, journalProgram } from '../linux/journal/journal-event.ts';
import { journalFiles } from '../linux/journal/journal-files.ts';
import { ODD_PROGRAM, ODD_SCRIPT } from '../linux/journal/unit-process.ts';
import { WantedLines } from '../logs-text/wanted-lines.ts';
import type { ArtefactSource, SourceContext, SourceItem } from '../source.ts';

const ID = 'linux-journal';

/**
 * Entries that may say something of services: those of the manager on a unit, of the audit subsystem and of sudo, that the host goes down,
 * and those of processes that run from odd folders.
 */
const OF_SERVICES: readonly JournalMatch[] = [
  { field: 'UNIT' },
  { field: 'USER_UNIT' },
  { field: '_AUDIT_TYPE_NAME', value: 'SERVICE_START' },
  { field: '_AUDIT_TYPE_NAME', value: 'SERVICE_STOP' },
  { field: 'SYSLOG_IDENTIFIER', value: 'sudo' },
  { field: 'SYSLOG_IDENTIFIER', value: 'systemd' },
  { field: 'SYSLOG_IDENTIFIER', value: 'systemd-logind' },
  { field: '_EXE', pattern: ODD_PROGRAM },
  { field: '_CMDLINE', pattern: ODD_SCRIPT },
];
/** Processes of units that are remembered so that each is told once. */
const MAX_REMEMBERED_PROCESSES = 100_000;

/** What systemd's journals say of units, and for rules that ask for more every entry. */
export const source: ArtefactSource = {
  id: ID,
  stage: 'logs',
  applies: (root) => root.platform === 'linux',
  *collect(context: SourceContext): Generator<SourceItem> {
    const { evidence, root, logs } = context;
    const { paths, unreadable, truncated, present } = journalFiles(evidence, root);
    const counts = {
      files: paths.length,
      entries: 0,
      events: 0,
      duplicates: 0,
      recovered: 0,
      filesFailed: 0,
    };
    const seen = new Set<string>();
    const processes = new Set<string>();
    /** A process that logs much says the same of its unit each time. */
    const isToldProcess = ({ service, fields }: EventRecord): boolean => {
      if (fields.operation !== PROCESS_LOGGED) return false;
      const key = `${service}\0${fields.executable}`;
      if (processes.has(key)) return true;
      if (processes.size < MAX_REMEMBERED_PROCESSES) processes.add(key);
      return false;
    };
    let first: string | null = null;
    let last: string | null = null;
    for (const { path, reason } of unreadable) {
      yield diagnostic('error', 'log-unreadable', path, null, `could not be read: ${reason}`);
    }
    if (truncated) {
      const what = `there are more than ${MAX_LOG_FILES} journals: the others were not read`;
      yield diagnostic('error', 'logs-left-out', paths.at(-1) ?? '', null, what);
    }
    const wanted = new WantedLines(logs === undefined ? new Set() : logs.programs(ID, 'journal'));
    const options =
      wanted.programs === null ? {} : { wanted: [...OF_SERVICES, ...entriesOf(wanted.programs)] };
    for (const path of paths) {
      const opened = evidence.open(path);
      if (!opened.ok) {
        counts.filesFailed += 1;
        yield diagnostic('error', 'log-unreadable', path, null, `could not be read: ${opened.error.reason}`);
        continue;
      }
      yield { type: 'log', path };
      try {
        const items = readJournal(opened.value, options);
        let problems = 0;
        let next = items.next();
        for (; next.done !== true; next = items.next()) {
          const item = next.value;
          if (item.kind === 'problem') {
            problems += 1;
            if (problems <= MAX_DIAGNOSTICS_PER_FILE) {
              yield diagnostic('warning', `journal-${item.code}`, path, item.offset, item.what);
            }
            continue;
          }
          const { entry } = item;
          const meanings = entryMeanings(entry.fields);
          const isWanted = wanted.has(journalProgram(entry));
          // Most of what may say something says nothing, or was told by another copy: no events are made of it.
          if (meanings.length === 0 && !isWanted) continue;
          const key = `${entry.seqnumId}:${entry.seqnum}`;
          if (meanings.length > 0 && seen.has(key)) {
            counts.duplicates += 1;
            if (counts.duplicates % 1_000 === 0) yield { type: 'pause' };
            continue;
          }
          const events = journalEvents(entry, meanings, path, ID);
          const relevant = meanings.length > 0 && !events.some(isToldProcess);
          if (!relevant && !isWanted) continue;
          if (relevant) {
            if (seen.size < 2_000_000) seen.add(key);
            counts.events += events.length;
          }
          for (const event of events) yield { type: 'log-event', event, relevant };
        }
        const summary = next.value;
        counts.entries += summary.entries + summary.skipped;
        counts.recovered += summary.recovered;
        const { firstTime, lastTime } = summary;
        if (firstTime !== null && (first === null || firstTime < first)) first = firstTime;
        if (lastTime !== null && (last === null || lastTime > last)) last = lastTime;
      } catch (error) {
        if (!(error instanceof ParseError) && !(error instanceof ByteSourceError)) throw error;
        counts.filesFailed += 1;
        const offset = error instanceof ParseError ? error.offset : null;
        yield diagnostic('error', 'log-not-read', path, offset, error.message);
      } finally {
        opened.value.close();
      }
    }
    const base = { type: 'coverage', source: ID } as const;
    if (paths.length === 0) {
      const failed = unreadable.length > 0;
      const reason = failed
        ? 'no journal could be read, see diagnostics'
        : present
          ? 'the folder of journals is empty'
          : 'there is no journal in this evidence';
      yield { ...base, outcome: failed ? 'failed' : 'notPresent', counts: {}, reason };
    } else if (counts.filesFailed === paths.length) {
      yield { ...base, outcome: 'failed', counts: { ...counts }, reason: 'no journal could be read' };
    } else {
      const reason = truncated ? 'there are more journals than are read' : coveredTime(first, last);
      yield { ...base, outcome: 'collected', counts: { ...counts }, reason };
    }
  },
};

/** Entries of programs, as `journalEvents` names them. */
function entriesOf(programs: ReadonlySet<string>): JournalMatch[] {
  return [...programs].flatMap((program) => {
    const pattern = new RegExp(`^${program.replace(/[^a-z0-9]/g, '\\$&')}$`, 'i');
    return [
      { field: 'SYSLOG_IDENTIFIER', pattern },
      { field: '_COMM', pattern },
    ];
  });
}

function diagnostic(
  severity: Diagnostic['severity'],
  code: string,
  path: string,
  offset: number | null,
  what: string,
): Diagnostic {
  return { type: 'diagnostic', severity, code, source: ID, path, offset, what };
}
