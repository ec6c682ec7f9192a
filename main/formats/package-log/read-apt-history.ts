import { lookup } from '../../../shared/lookup.ts';
import { isoTimeAt, wallToIso, type ZoneOffset } from '../syslog/local-time.ts';
import type { TextLine } from '../syslog/text-lines.ts';
import { type PackageItem, type PackageOperation, packageEvent } from './package-event.ts';

const OPERATIONS: Readonly<Record<string, PackageOperation>> = {
  Install: 'install',
  Upgrade: 'upgrade',
  Downgrade: 'downgrade',
  Reinstall: 'reinstall',
  Remove: 'remove',
  Purge: 'purge',
};
/** `name:arch (1.0, automatic)`, `name:arch (1.0, 2.0)`. */
const PACKAGE = /([^\s:(),]+)(?::([^\s(),]+))?(?: \(([^)]*)\))?(?:, |$)/g;
/** Packages of one action; an upgrade of a whole distribution has some thousands. */
const MAX_PACKAGES = 50_000;

/**
 * `/var/log/apt/history.log` (apt's Dir::Log::History): stanzas from `Start-Date` on, with `Commandline`, `Requested-By` and one line
 * an action that lists packages. Each package is a record at the stanza's start; a stanza with none, as of a failed command, is a
 * record `command`. Times are local. Never throws.
 */
export function* readAptHistory(
  lines: Iterable<TextLine>,
  offsetMinutes: ZoneOffset,
): Generator<PackageItem> {
  let stanza: TextLine[] = [];
  for (const line of lines) {
    if (line.text.trim() !== '') {
      // A stanza that was cut by a crash is followed by the next without a blank line.
      if (line.text.startsWith('Start-Date:') && stanza.length > 0) {
        yield* stanzaEvents(stanza, offsetMinutes);
        stanza = [];
      }
      if (stanza.length < MAX_STANZA_LINES) stanza.push(line);
      continue;
    }
    yield* stanzaEvents(stanza, offsetMinutes);
    stanza = [];
  }
  yield* stanzaEvents(stanza, offsetMinutes);
}

const MAX_STANZA_LINES = 64;

function* stanzaEvents(stanza: readonly TextLine[], zone: ZoneOffset): Generator<PackageItem> {
  const [first] = stanza;
  if (first === undefined) return;
  const fields = stanza.map((line) => {
    const colon = line.text.indexOf(': ');
    return colon === -1
      ? { line, name: line.text, value: '' }
      : { line, name: line.text.slice(0, colon), value: line.text.slice(colon + 2).trim() };
  });
  const value = (name: string): string | null => fields.find((field) => field.name === name)?.value ?? null;
  const start = isoTimeAt(value('Start-Date') ?? '');
  if (start === null) {
    const what = 'a stanza without Start-Date';
    yield { kind: 'problem', code: 'apt-history-malformed', line: first.line, offset: first.offset, what };
    return;
  }
  const base = {
    time: wallToIso(start, start.zone ?? zone),
    timeAssumed: start.zone === null ? (['zone'] as const) : [],
    command: value('Commandline'),
    requestedBy: value('Requested-By'),
  };
  let count = 0;
  for (const { line, name, value: text } of fields) {
    if (line.cut) {
      const what = 'only the first packages of the line were read';
      yield { kind: 'problem', code: 'apt-line-too-long', line: line.line, offset: line.offset, what };
    }
    const operation = lookup(OPERATIONS, name);
    if (operation === undefined) continue;
    const at = { ...base, line: line.line, offset: line.offset, operation, word: name };
    for (const [, packageName = '', architecture = null, versions = ''] of text.matchAll(PACKAGE)) {
      count += 1;
      if (count > MAX_PACKAGES) return;
      const [one = null, two = null] = versions === '' ? [] : versions.split(', ');
      const isTwo = two !== null && two !== 'automatic';
      yield packageEvent({
        ...at,
        package: packageName,
        architecture,
        version: isTwo ? two : one,
        oldVersion: isTwo ? one : null,
      });
    }
  }
  if (count === 0) {
    yield packageEvent({
      ...base,
      line: first.line,
      offset: first.offset,
      operation: 'command',
      word: 'Commandline',
    });
  }
}
