import type { Payload } from '../../shared/model/service-record.ts';
import { shellWords } from '../../shared/unix/shell-words.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { parseEnvironmentFile } from '../formats/systemd-unit/environment-file.ts';
import { parseUnitFile, type UnitAssignment } from '../formats/systemd-unit/parse-unit-file.ts';
import { hasLinuxFolders } from './linux/linux-roots.ts';
import { preloadPayload } from './linux/preload-payload.ts';
import { isMask, type StartupFile, StartupReader } from './linux/startup-reader.ts';
import { startupRecord } from './linux/startup-record.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';
import { readAccounts } from './unix/accounts.ts';

const ID = 'manager-environment';
/** Highest priority first; of files with one name the first counts (systemd-system.conf(5), "CONFIGURATION DIRECTORIES AND PRECEDENCE"). */
const TOPS = ['/etc', '/run', '/usr/local/lib', '/usr/lib', '/lib'];
const KEYS = new Set(['DefaultEnvironment', 'ManagerEnvironment']);

/** Of all users, highest priority first (environment.d(5)). */
const SHARED = ['/etc', '/run', '/usr/local/lib', '/usr/lib'].map((top) => `${top}/environment.d`);

/**
 * Variables that a manager gives to every unit: DefaultEnvironment= and ManagerEnvironment= of system.conf and user.conf, and what
 * users' managers read besides: environment.d, and /etc/environment, which sessions get too (pam_env(8)).
 */
export const source: ArtefactSource = {
  id: ID,
  applies: hasLinuxFolders,
  *collect(context: SourceContext): Generator<SourceItem> {
    const reader = new StartupReader(context, ID);
    const counts = { files: 0, settings: 0 };
    for (const scope of ['system', 'user'] as const) {
      for (const file of configurationFiles(scope, reader)) {
        counts.files += 1;
        const bytes = reader.bytes(file);
        const settings = bytes === null ? [] : environmentOf(bytes, file.path);
        for (const setting of settings) {
          counts.settings += 1;
          yield record(file, { ...setting, user: null, scope }, reader);
        }
        yield* reader.take();
      }
    }
    for (const { file, user } of environmentFiles(context.evidence, reader)) {
      counts.files += 1;
      const bytes = reader.bytes(file);
      const variables = bytes === null ? [] : parseEnvironmentFile(bytes).variables;
      for (const { name, value, line } of variables) {
        counts.settings += 1;
        const said = { key: name, value: assignment(name, value), line };
        yield record(file, { ...said, user, scope: 'user' }, reader);
      }
      yield* reader.take();
    }
    yield* reader.end(
      counts,
      'the configuration of the managers (/etc/systemd/system.conf, user.conf, environment.d)',
    );
  },
};

/** The main file, of which the first counts, and the drop-ins. */
function* configurationFiles(scope: string, reader: StartupReader): Generator<StartupFile> {
  for (const top of TOPS) {
    const file = reader.single(`${top}/systemd/${scope}.conf`);
    if (file === null) continue;
    yield file;
    break;
  }
  const seen = new Set<string>();
  for (const { files } of reader.foldersOf(TOPS.map((top) => `${top}/systemd/${scope}.conf.d`))) {
    for (const file of files) {
      if (!file.name.endsWith('.conf') || file.problem === 'a folder' || seen.has(file.name)) continue;
      seen.add(file.name);
      if (!isMask(file)) yield file;
    }
  }
}

interface EnvironmentOf {
  readonly file: StartupFile;
  /** Account whose own it is; null for what is everybody's. */
  readonly user: string | null;
}

function* environmentFiles(evidence: Evidence, reader: StartupReader): Generator<EnvironmentOf> {
  // Distributions link /usr/lib/environment.d/99-environment.conf to it.
  const own = reader.single('/etc/environment');
  if (own !== null) yield { file: own, user: null };
  const folders = readAccounts(evidence).users.flatMap(({ name, home }) =>
    home.startsWith('/') && home !== '/' ? [{ user: name, paths: [`${home}/.config/environment.d`] }] : [],
  );
  for (const { user, paths } of [...folders, { user: null, paths: SHARED }]) {
    const seen = new Set<string>();
    for (const { files } of reader.foldersOf(paths)) {
      for (const file of files) {
        if (!file.name.endsWith('.conf') || file.problem === 'a folder' || seen.has(file.name)) continue;
        seen.add(file.name);
        const again = own !== null && file.evidencePath === own.evidencePath;
        if (!isMask(file) && !again) yield { file, user };
      }
    }
  }
}

/** As a word of DefaultEnvironment= would be written. */
function assignment(name: string, value: string): string {
  const plain = /^[^\s"'\\$]*$/.test(value);
  return `${name}=${plain ? value : `"${value.replace(/["\\]/g, '\\$&')}"`}`;
}

/** Settings that count; an empty one takes away those before it in the file. */
function environmentOf(bytes: Uint8Array, path: string): UnitAssignment[] {
  const settings: UnitAssignment[] = [];
  for (const { name, assignments } of parseUnitFile(bytes, path).sections) {
    if (name !== 'Manager') continue;
    for (const assignment of assignments) if (KEYS.has(assignment.key)) settings.push(assignment);
  }
  return settings.filter(
    ({ key, value }, at) =>
      value !== '' && !settings.slice(at + 1).some((later) => later.key === key && later.value === ''),
  );
}

interface Said extends Pick<UnitAssignment, 'key' | 'value' | 'line'> {
  readonly user: string | null;
  readonly scope: 'system' | 'user';
}

function record(file: StartupFile, { key, value, line, user, scope }: Said, reader: StartupReader) {
  const payloads: Payload[] = shellWords(value).flatMap((word) => {
    const [, name = '', libraries = ''] = /^(LD_PRELOAD|LD_AUDIT)=(.*)$/s.exec(word) ?? [];
    if (name === '') return [];
    const named = libraries.split(/[\s:]+/).filter((library) => library !== '');
    return named.map((library) => preloadPayload(library, key, word, reader.files));
  });
  return startupRecord({
    mechanism: 'manager-environment',
    file,
    line,
    key,
    kind: 'job',
    command: value,
    payloads,
    enabled: true,
    startMode: 'auto',
    account: scope === 'system' ? 'root' : user,
    user,
    trigger: user === null ? `every unit of the ${scope} manager` : `every unit of ${user}`,
  });
}
