import { MAX_ARGUMENTS } from '../../../shared/limits.ts';
import type { Payload, ServiceRecord } from '../../../shared/model/service-record.ts';
import { ellipsis } from '../../../shared/text.ts';
import type { UdevRule } from '../../formats/udev-rules/parse-udev-rules.ts';
import type { UdevToken } from '../../formats/udev-rules/udev-tokens.ts';
import { commandPayloads } from '../unix/command-payloads.ts';
import type { UnixFiles } from '../unix/file-lookup.ts';
import { startedUnit } from './started-unit.ts';
import type { StartupFile } from './startup-reader.ts';
import { startupRecord } from './startup-record.ts';

/** Characters of the match part that a record shows. */
const MAX_TRIGGER = 2_000;
/** Where RUN looks for programs that are named without a path (udev(7), "RUN{type}"). */
const UDEV_FOLDERS = ['/usr/lib/udev', '/lib/udev'];

/**
 * Record of a rule that runs a program (RUN, and PROGRAM and IMPORT{program}, which run while the rules are matched) or pulls in a unit;
 * null for the others, among them RUN{builtin}, which runs none.
 */
export function udevRecord(rule: UdevRule, file: StartupFile, files: UnixFiles): ServiceRecord | null {
  const runs = rule.tokens.filter((token) => isRun(token) || isProbe(token));
  const wants = rule.tokens.filter(isWants);
  if (runs.length === 0 && wants.length === 0) return null;
  const payloads: Payload[] = [];
  const units = wants.flatMap(({ value }) => value.split(/\s+/).filter((unit) => unit !== ''));
  for (const { key, value } of runs) {
    const argv = udevWords(value);
    payloads.push(...runPayloads(argv, value, key, files));
    const started = startedUnit(argv);
    if (started !== null) units.push(started);
  }
  const matches = rule.tokens.filter(({ operator }) => operator === '==' || operator === '!=');
  const scope = wants.some(({ attribute }) => attribute === 'SYSTEMD_USER_WANTS') ? 'user' : null;
  return startupRecord({
    mechanism: 'udev-rule',
    file,
    line: rule.line,
    key: runs[0]?.key ?? wants[0]?.attribute ?? null,
    kind: 'job',
    command: runs.map(({ value }) => value).join('; ') || null,
    payloads,
    enabled: true,
    startMode: 'auto',
    account: 'root',
    trigger: ellipsis(matches.map(({ raw }) => raw).join(', '), MAX_TRIGGER) || null,
    startsUnit: units.join(' ') || null,
    properties: { Scope: scope },
  });
}

/** `RUN`, `RUN{program}` and the old `RUN{fail_event_on_error}`; taking away (`-=`) runs nothing, and an empty value clears. */
function isRun({ key, attribute, operator, value }: UdevToken): boolean {
  const assigns = operator === '+=' || operator === '=' || operator === ':=';
  return key === 'RUN' && attribute !== 'builtin' && assigns && value.trim() !== '';
}

/** Run to see whether the rule matches, or for what it writes (udev(7), "PROGRAM", "IMPORT{type}"). */
function isProbe({ key, attribute, value }: UdevToken): boolean {
  return (key === 'PROGRAM' || (key === 'IMPORT' && attribute === 'program')) && value.trim() !== '';
}

function isWants({ key, attribute, operator, value }: UdevToken): boolean {
  const assigns = operator === '+=' || operator === '=' || operator === ':=';
  const names = attribute === 'SYSTEMD_WANTS' || attribute === 'SYSTEMD_USER_WANTS';
  return key === 'ENV' && names && assigns && value.trim() !== '';
}

function runPayloads(argv: readonly string[], raw: string, from: string, files: UnixFiles): Payload[] {
  const options = { role: 'image', from, raw, searchPath: UDEV_FOLDERS } as const;
  const program = argv[0] ?? '';
  const isBare = !program.startsWith('/') && program.includes('/');
  // `net/x` is below udev's folder, too.
  const words = isBare ? [`${UDEV_FOLDERS[0]}/${program}`, ...argv.slice(1)] : argv;
  return commandPayloads(words, options, files).map((payload) =>
    // Programs of inline code are found by the shell, in the folders of its own path.
    payload.role === 'hosted-program' && payload.state !== 'found' && !payload.path.startsWith('/')
      ? { ...payload, ...files.search(payload.raw) }
      : payload,
  );
}

/** Words of a RUN value: no shell reads it; white space separates, single and double quotes hold together (udev(7)). */
export function udevWords(value: string): string[] {
  const words: string[] = [];
  for (const [word] of value.matchAll(/(?:'[^']*'?|"[^"]*"?|[^\s'"])+/g)) {
    words.push(
      word.replaceAll(
        /'([^']*)'?|"([^"]*)"?/g,
        (_, single?: string, double?: string) => single ?? double ?? '',
      ),
    );
    if (words.length >= MAX_ARGUMENTS) break;
  }
  return words;
}
