import { YearCounter } from '../syslog/infer-years.ts';
import { bsdTimeAt, isoTimeAt, wallToIso } from '../syslog/local-time.ts';
import type { SyslogOptions, TimeAssumption } from '../syslog/read-syslog.ts';
import type { TextLine } from '../syslog/text-lines.ts';
import { type PackageItem, type PackageOperation, packageEvent, rpmName } from './package-event.ts';

/** Words of yum (yum/rpmtrans.py) and dnf (dnf/yum/rpmtrans.py); the second half of an upgrade, the clean-up, is no event of its own. */
const OPERATIONS = new Map<string, PackageOperation>(
  Object.entries({
    installed: 'install',
    install: 'install',
    'dep-installed': 'install',
    updated: 'upgrade',
    update: 'upgrade',
    upgraded: 'status',
    upgrade: 'upgrade',
    obsoleting: 'install',
    erased: 'remove',
    erase: 'remove',
    removed: 'remove',
    remove: 'remove',
    obsoleted: 'remove',
    downgrade: 'downgrade',
    downgraded: 'status',
    reinstall: 'reinstall',
    reinstalled: 'status',
  }),
);
const ACTION = /^ ?(?:[A-Z]+ )?(?:---> Package )?(Dep-[Ii]nstalled|[A-Z][a-z]+): ?(\S+)\s*$/;
const COMMAND = /^ ?(?:[A-Z]+ )?Command: (?:dnf|yum|microdnf)\b/;

/**
 * yum.log (`Jan 02 03:04:05 Installed: name-version-release.arch`, local time without year) and dnf.rpm.log or dnf.log
 * (`2024-01-02T03:04:05+0000 SUBDEBUG Installed: …`). Of dnf.log's other lines only the command that was given is kept; the rest is
 * debugging. `Upgraded`, `Downgraded` and `Reinstalled` name the version that went, as `status`. Never throws.
 */
export function* readRpmLog(lines: Iterable<TextLine>, options: SyslogOptions): Generator<PackageItem> {
  const years = new YearCounter(options.firstYear ?? 0);
  for (const { line, offset, text } of lines) {
    if (text.trim() === '') continue;
    const iso = isoTimeAt(text);
    const bsd = iso === null ? bsdTimeAt(text) : null;
    const wall = iso ?? bsd;
    // Tracebacks and tables of dnf.log go on without a time.
    if (wall === null) continue;
    const timeAssumed: TimeAssumption[] = [];
    let year: number | null = wall.year;
    if (iso === null) {
      year = options.firstYear === null ? null : years.next(wall);
      timeAssumed.push('year');
    } else years.anchor(wall);
    const zone = iso?.zone ?? null;
    if (zone === null) timeAssumed.push('zone');
    const time = year === null ? null : wallToIso({ ...wall, year }, zone ?? options.offsetMinutes);
    const rest = text.slice(wall.length);
    const at = { line, offset, time, timeAssumed };
    if (COMMAND.test(rest)) {
      const command = rest.slice(rest.indexOf('Command: ') + 'Command: '.length).trim();
      yield packageEvent({ ...at, operation: 'command', word: 'Command', command });
      continue;
    }
    const [, word = '', name = ''] = ACTION.exec(rest) ?? [];
    const operation = OPERATIONS.get(word.toLowerCase());
    if (operation !== undefined) yield packageEvent({ ...at, operation, word, ...rpmName(name) });
  }
}
