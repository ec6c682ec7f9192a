import { lookup } from '../../../shared/lookup.ts';
import { isoTimeAt, wallToIso, type ZoneOffset } from '../syslog/local-time.ts';
import type { TextLine } from '../syslog/text-lines.ts';
import { type PackageItem, type PackageOperation, packageEvent } from './package-event.ts';

const OPERATIONS: Readonly<Record<string, PackageOperation>> = {
  install: 'install',
  upgrade: 'upgrade',
  remove: 'remove',
  purge: 'purge',
  disappear: 'remove',
  configure: 'configure',
  trigproc: 'configure',
  triggered: 'configure',
  status: 'status',
};

/**
 * `/var/log/dpkg.log` (dpkg(1), "--log"): `YYYY-MM-DD HH:MM:SS action package[:architecture] old-version new-version`,
 * `status state package version`, `startup type command`, `conffile path decision`. Times are local. Never throws.
 */
export function* readDpkgLog(lines: Iterable<TextLine>, offsetMinutes: ZoneOffset): Generator<PackageItem> {
  for (const { line, offset, text } of lines) {
    if (text.trim() === '') continue;
    const time = isoTimeAt(text);
    const [word, ...words] = time === null ? [] : text.slice(time.length).trim().split(/\s+/);
    if (time === null || word === undefined || word === '') {
      yield { kind: 'problem', code: 'dpkg-line-malformed', line, offset, what: 'no time and action' };
      continue;
    }
    const at = {
      line,
      offset,
      time: wallToIso(time, time.zone ?? offsetMinutes),
      timeAssumed: time.zone === null ? (['zone'] as const) : [],
    };
    const operation = lookup(OPERATIONS, word) ?? 'other';
    if (word === 'startup' || word === 'conffile') {
      yield packageEvent({ ...at, operation: 'other', word, command: words.join(' ') });
    } else if (word === 'status') {
      yield packageEvent({
        ...at,
        operation,
        word: words[0] ?? '',
        ...named(words[1]),
        version: known(words[2]),
      });
    } else {
      const [old, next] = [known(words[1]), known(words[2])];
      const removes = operation === 'remove' || operation === 'purge';
      yield packageEvent({
        ...at,
        operation: operation === 'upgrade' && old !== null && old === next ? 'reinstall' : operation,
        word,
        ...named(words[0]),
        // A package that is configured or removed has its version in the first place; the second says <none>.
        version: removes || operation === 'configure' ? old : next,
        oldVersion: operation === 'upgrade' ? old : null,
      });
    }
  }
}

function named(text: string | undefined): { package: string | null; architecture: string | null } {
  if (text === undefined) return { package: null, architecture: null };
  const colon = text.indexOf(':');
  if (colon === -1) return { package: text, architecture: null };
  return { package: text.slice(0, colon), architecture: text.slice(colon + 1) };
}

function known(version: string | undefined): string | null {
  return version === undefined || version === '<none>' || version === '<unknown>' ? null : version;
}
