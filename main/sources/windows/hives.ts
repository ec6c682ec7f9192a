import { createHash } from 'node:crypto';
import { MAX_HIVE_LOG_SIZE, MAX_HIVE_SIZE } from '../../../shared/limits.ts';
import type { Diagnostic } from '../../../shared/model/diagnostic.ts';
import type { InputFile } from '../../../shared/model/host.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { ParseError } from '../../formats/parse-error.ts';
import { type Hive, openHive } from '../../formats/regf/hive.ts';
import type { HiveLogs } from '../../formats/regf/replay.ts';
import type { Root } from '../root.ts';
import type { SourceContext } from '../source.ts';
import { findHiveFile, findHiveLogs, type LogEnding } from './hive-files.ts';
import { replayDetail } from './hives-replay-detail.ts';

export type HiveRole = 'SYSTEM' | 'SOFTWARE' | 'RegBack SYSTEM';
type MainHive = Exclude<HiveRole, 'RegBack SYSTEM'>;

export interface HiveFile {
  /** Evidence path. */
  readonly path: string;
  readonly role: HiveRole;
  /** With its transaction logs replayed. */
  readonly hive: Hive;
  readonly input: InputFile;
  /** The primary file as it is, when a log changed something; null otherwise. Opened at the first call. */
  beforeReplay(): Hive | null;
}

export interface WindowsHives {
  /** null when it is not there or cannot be read; which of the two, `diagnostics` says. */
  readonly system: HiveFile | null;
  readonly software: HiveFile | null;
  readonly regBackSystem: HiveFile | null;
  /** Every file that was read, logs included, in the order of reading. */
  readonly inputs: readonly InputFile[];
  /** Files that could not be read or are no hives. What is wrong inside a hive: see `hives-diagnostics.ts`. */
  readonly problems: readonly Omit<Diagnostic, 'source'>[];
}

/** By evidence and not by context: sources of logs get a context of their own. */
const opened = new WeakMap<Evidence, { readonly root: Root; readonly hives: WindowsHives }>();

/**
 * Opens SYSTEM and SOFTWARE with their logs, and RegBack's copy of SYSTEM: once for all sources of a run. Where a hive is not there or
 * cannot be read, its copy in RegBack takes its place, and an error says so: what it tells is of an earlier day.
 */
export function windowsHives(context: SourceContext): WindowsHives {
  const { evidence, root } = context;
  const known = opened.get(evidence);
  if (known?.root === root) return known.hives;
  const hives = openHives(context);
  opened.set(evidence, { root, hives });
  return hives;
}

function openHives(context: SourceContext): WindowsHives {
  const inputs: InputFile[] = [];
  const problems: Omit<Diagnostic, 'source'>[] = [];
  const folder = context.root.configFolder;
  const open = (role: HiveRole, path: string | null): HiveFile | null =>
    path === null ? null : openHiveFile(context, path, role, inputs, problems);
  if (folder === null) return { system: null, software: null, regBackSystem: null, inputs, problems };
  const openOrCopy = (role: MainHive): HiveFile | null => {
    const hive = open(role, findHiveFile(context.evidence, folder, role));
    if (hive !== null) return hive;
    const copy = open(role, regBackCopy(context, folder, role));
    if (copy !== null) {
      const what = `There is no ${role} that can be read; the copy in RegBack, which may be old, is read in its place`;
      const code = 'hive-copy-instead';
      problems.push({ type: 'diagnostic', severity: 'error', code, path: copy.path, offset: null, what });
    }
    return copy;
  };
  const system = openOrCopy('SYSTEM');
  const software = openOrCopy('SOFTWARE');
  const copy = regBackCopy(context, folder, 'SYSTEM');
  const regBackSystem = copy === system?.path ? null : open('RegBack SYSTEM', copy);
  return { system, software, regBackSystem, inputs, problems };
}

/** Since Windows 10 1803 the copies are there with a length of zero ("The system registry is no longer backed up"). */
function regBackCopy(context: SourceContext, folder: string, role: MainHive): string | null {
  const regBack = context.evidence.lookup(`${folder}/RegBack`, { ignoreCase: true });
  if (regBack.state !== 'directory') return null;
  const path = findHiveFile(context.evidence, regBack.path, role);
  if (path === null) return null;
  const found = context.evidence.lookup(path);
  return found.state === 'file' && found.stat.size === 0 ? null : path;
}

function openHiveFile(
  context: SourceContext,
  path: string,
  role: HiveRole,
  inputs: InputFile[],
  problems: Omit<Diagnostic, 'source'>[],
): HiveFile | null {
  const problem = (
    code: string,
    at: string,
    offset: number | null,
    what: string,
    severity: 'warning' | 'error',
  ) => {
    problems.push({ type: 'diagnostic', severity, code, path: at, offset, what });
  };
  const primary = context.evidence.read(path, MAX_HIVE_SIZE);
  if (!primary.ok) {
    problem('hive-unreadable', path, null, `${role} cannot be read: ${primary.error.reason}`, 'error');
    return null;
  }
  const logs: { -readonly [Name in keyof HiveLogs]: HiveLogs[Name] } = {};
  const logInputs: InputFile[] = [];
  for (const [ending, logPath] of findHiveLogs(context.evidence, path)) {
    const log = context.evidence.read(logPath, MAX_HIVE_LOG_SIZE);
    if (!log.ok) {
      problem(
        'hive-log-unreadable',
        logPath,
        null,
        `${ending} of ${role} cannot be read: ${log.error.reason}`,
        'warning',
      );
      continue;
    }
    logs[logName(ending)] = log.value;
    logInputs.push(inputFile(logPath, `${role} ${ending}`, log.value));
  }
  try {
    const hive = openHive(primary.value, logs);
    const input: InputFile = {
      ...inputFile(path, role, primary.value),
      dirty: hive.header.dirty,
      replay: hive.replay.state,
      replayDetail: replayDetail(hive.replay),
    };
    inputs.push(input, ...logInputs);
    return { path, role, hive, input, beforeReplay: opensOnce(hive, primary.value) };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    inputs.push(inputFile(path, role, primary.value), ...logInputs);
    problem(
      'hive-not-readable',
      path,
      error.offset,
      `${role} is no hive that can be read: ${error.message}`,
      'error',
    );
    return null;
  }
}

function opensOnce(hive: Hive, primary: Uint8Array): () => Hive | null {
  let before: Hive | null | undefined;
  return () => {
    if (before !== undefined) return before;
    before = null;
    if (hive.replay.state === 'replayed' && hive.replay.bytesChanged > 0) {
      try {
        before = openHive(primary);
      } catch (error) {
        if (!(error instanceof ParseError)) throw error;
      }
    }
    return before;
  };
}

function logName(ending: LogEnding): keyof HiveLogs {
  return ending === 'LOG' ? 'log' : ending === 'LOG1' ? 'log1' : 'log2';
}

function inputFile(path: string, role: string, bytes: Uint8Array): InputFile {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { path, role, size: bytes.length, sha256, dirty: null, replay: null, replayDetail: null };
}
