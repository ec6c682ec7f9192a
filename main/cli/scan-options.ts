import { isLevel, LEVELS, type Level, levelRank } from '../../shared/level.ts';
import { DEFAULT_MAX_HASH_SIZE } from '../../shared/limits.ts';
import type { Platform } from '../../shared/model/common.ts';
import { PLATFORMS } from '../../shared/platforms.ts';
import { ATTACK_VERSIONS } from '../export/attack-version.ts';
import { UsageError } from './exit-code.ts';
import { parseOptions } from './parse-options.ts';

/** What `daemonscope scan` was asked to do. */
export interface ScanOptions {
  /** Folder to examine; null for the running host. */
  readonly root: string | null;
  readonly output: string | null;
  readonly formats: readonly string[];
  readonly stdout: boolean;
  /** Version of ATT&CK whose ids the exports write; null: that of the rules. */
  readonly attackVersion: number | null;
  readonly overwrite: boolean;
  readonly platform: Platform | null;
  readonly builtInRules: boolean;
  readonly ruleFolders: readonly string[];
  readonly baseline: string | null;
  readonly knownAdmins: string | null;
  readonly knownServices: string | null;
  readonly iocs: readonly string[];
  readonly minLevel: Level;
  readonly failOn: Level | null;
  readonly hash: boolean;
  readonly maxHashSize: number;
  /** Every file of every package is verified, not only what services refer to. */
  readonly verifyPackages: boolean;
  readonly hostName: string | null;
  readonly case: string | null;
  readonly evidence: string | null;
  readonly examiner: string | null;
  readonly notes: string | null;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
}

const OPTIONS = {
  live: { type: 'boolean' },
  output: { type: 'string', short: 'o' },
  format: { type: 'string' },
  stdout: { type: 'boolean' },
  'attack-version': { type: 'string' },
  overwrite: { type: 'boolean' },
  os: { type: 'string' },
  rules: { type: 'string', multiple: true },
  'no-rules': { type: 'boolean' },
  baseline: { type: 'string' },
  'known-admins': { type: 'string' },
  'known-services': { type: 'string' },
  ioc: { type: 'string', multiple: true },
  'min-level': { type: 'string' },
  'fail-on': { type: 'string' },
  'no-hash': { type: 'boolean' },
  'max-hash-size': { type: 'string' },
  'verify-packages': { type: 'string' },
  hostname: { type: 'string' },
  case: { type: 'string' },
  evidence: { type: 'string' },
  examiner: { type: 'string' },
  notes: { type: 'string' },
  quiet: { type: 'boolean', short: 'q' },
  verbose: { type: 'boolean', short: 'v' },
  'no-color': { type: 'boolean' },
} as const;

/** Reads the arguments after `scan`; throws UsageError with one sentence when they cannot be meant. */
export function parseScanOptions(
  args: readonly string[],
  formats: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): ScanOptions {
  const { values, positionals } = parseOptions(args, OPTIONS);
  if (positionals.length > 1) {
    throw new UsageError(`one ROOT at a time, not ${positionals.length}: ${positionals.join(' ')}`);
  }
  const root = positionals[0] ?? null;
  if (root !== null && values.live === true) throw new UsageError('--live and a ROOT exclude each other');
  if (values.stdout === true && values.output !== undefined) {
    throw new UsageError('--stdout and --output exclude each other');
  }
  const minLevel = levelOption('--min-level', values['min-level']) ?? 'informational';
  const failOn = levelOption('--fail-on', values['fail-on']);
  if (failOn !== null && levelRank(failOn) < levelRank(minLevel)) {
    throw new UsageError(`--fail-on ${failOn} cannot see what --min-level ${minLevel} leaves out`);
  }
  return {
    root,
    output: values.output ?? null,
    formats: formatList(values.format, values.stdout === true, formats),
    stdout: values.stdout === true,
    attackVersion: attackVersion(values['attack-version']),
    overwrite: values.overwrite === true,
    platform: platform(values.os),
    builtInRules: values['no-rules'] !== true,
    ruleFolders: values.rules ?? [],
    baseline: values.baseline ?? null,
    knownAdmins: values['known-admins'] ?? null,
    knownServices: values['known-services'] ?? null,
    iocs: values.ioc ?? [],
    minLevel,
    failOn,
    hash: values['no-hash'] !== true,
    maxHashSize: hashSize(values['max-hash-size']),
    verifyPackages: verifyPackages(values['verify-packages'], values['no-hash'] === true),
    hostName: values.hostname ?? null,
    case: values.case ?? null,
    evidence: values.evidence ?? null,
    examiner: values.examiner ?? null,
    notes: values.notes ?? null,
    quiet: values.quiet === true,
    verbose: values.verbose === true,
    color: values['no-color'] !== true && (environment.NO_COLOR ?? '') === '',
  };
}

/** The case file is no export. */
const CASE_FORMAT = 'case';
/** Written when none is named: what a reader, a program and a spreadsheet want. The others are made for another program's import. */
const DEFAULT_FORMATS = ['csv', 'html', 'jsonl'];
/** Formats of one file. */
const STDOUT_FORMATS = ['jsonl', 'html', 'stix'];

/** Formats of `--format`; `texts` are those of `main/export/`. */
export function formatList(text: string | undefined, stdout: boolean, texts: readonly string[]): string[] {
  if (text === undefined) return stdout ? ['jsonl'] : DEFAULT_FORMATS.filter((id) => texts.includes(id));
  const known = [...texts, CASE_FORMAT];
  const wanted = text
    .split(',')
    .map((format) => format.trim().toLowerCase())
    .filter((format) => format !== '');
  for (const format of wanted) {
    if (!known.includes(format)) {
      throw new UsageError(`--format knows ${known.join(', ')}, not '${format}'`);
    }
  }
  if (wanted.length === 0) throw new UsageError('--format names no format');
  if (stdout && (new Set(wanted).size !== 1 || !STDOUT_FORMATS.includes(wanted[0] ?? ''))) {
    throw new UsageError('--stdout takes one format of one file: jsonl, html or stix');
  }
  return [...new Set(wanted)];
}

/** `--attack-version 18`; also `v18` and `18.1`, for ids change with the whole numbers. */
export function attackVersion(text: string | undefined): number | null {
  if (text === undefined) return null;
  const { first, last } = ATTACK_VERSIONS;
  const version = Number(/^v?(\d{1,3})(?:\.\d)?$/i.exec(text.trim())?.[1] ?? Number.NaN);
  if (!(version >= first && version <= last)) {
    throw new UsageError(`--attack-version knows ${first} to ${last}, not '${text}'`);
  }
  return version;
}

/** The level that an option names; null when it was not given. */
export function levelOption(option: string, text: string | undefined): Level | null {
  if (text === undefined) return null;
  const word = text.toLowerCase() === 'info' ? 'informational' : text.toLowerCase();
  if (!isLevel(word)) throw new UsageError(`${option} knows ${LEVELS.join(', ')}, not '${text}'`);
  return word;
}

function platform(text: string | undefined): Platform | null {
  if (text === undefined) return null;
  const found = PLATFORMS.find((name) => name === text.toLowerCase());
  if (found === undefined) throw new UsageError(`--os knows ${PLATFORMS.join(', ')}, not '${text}'`);
  return found;
}

/** `--verify-packages services|all` */
function verifyPackages(text: string | undefined, noHash: boolean): boolean {
  const scope = text?.toLowerCase() ?? 'services';
  if (scope !== 'services' && scope !== 'all') {
    throw new UsageError(`--verify-packages knows services and all, not '${text}'`);
  }
  if (scope === 'all' && noHash)
    throw new UsageError('--verify-packages all needs hashes: --no-hash excludes it');
  return scope === 'all';
}

function hashSize(text: string | undefined): number {
  if (text === undefined) return DEFAULT_MAX_HASH_SIZE;
  const megabytes = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(megabytes) || megabytes < 0) {
    throw new UsageError(`--max-hash-size is a number of MB, not '${text}'`);
  }
  return Math.floor(megabytes * 1024 * 1024);
}
