import type { LaunchdDetail } from '../../../shared/model/launchd-detail.ts';
import type { Payload } from '../../../shared/model/service-record.ts';
import type { PlistDict } from '../../formats/plist/plist-value.ts';
import { commandPayloads } from '../unix/command-payloads.ts';
import type { UnixFiles } from '../unix/file-lookup.ts';
import { text, textsOf } from './dictionary.ts';
import { filePayload } from './file-payload.ts';
import { spelledKey } from './launchd-keys.ts';

/** _PATH_STDPATH of paths.h, which launchd searches for a bare name (execvp(3)). */
const LAUNCHD_PATH = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'] as const;

export interface JobCommand {
  /** Words as written, the program first. */
  readonly argv: readonly string[];
  /** Key that names the program, as the file spells it. */
  readonly from: string;
}

/**
 * What the job would run: Program, else BundleProgram, else the first of ProgramArguments, with the arguments of that list
 * (launchd.plist(5)). A key in another case stands for a missing one, since the launchd of old systems takes it.
 */
export function jobCommand(dict: PlistDict): JobCommand | null {
  const [program, bundleProgram, list] = (['Program', 'BundleProgram', 'ProgramArguments'] as const).map(
    (key) => spelledKey(dict, key),
  );
  const words = list == null ? [] : textsOf(dict.get(list));
  for (const key of [program, bundleProgram]) {
    const path = key == null ? null : text(dict, key);
    if (key != null && path !== null && path !== '') return { argv: [path, ...words.slice(1)], from: key };
  }
  return list == null || words.length === 0 ? null : { argv: words, from: list };
}

/** The programs of a job, and the libraries that its environment makes them load. */
export function jobPayloads(command: JobCommand | null, detail: LaunchdDetail, files: UnixFiles): Payload[] {
  const payloads: Payload[] = [];
  if (command !== null) {
    const [program = '', ...rest] = command.argv;
    const { from } = command;
    const argv = [programPath(program, from, detail, files), ...rest];
    const options = {
      role: 'image',
      from,
      raw: program,
      workingDirectory: inRoot(detail.workingDirectory ?? '/', detail),
      searchPath: LAUNCHD_PATH,
    } as const;
    payloads.push(...commandPayloads(argv, options, files));
  }
  for (const { name, value } of detail.environment) {
    if (name !== 'DYLD_INSERT_LIBRARIES') continue;
    for (const library of value.split(':')) {
      if (library === '') continue;
      payloads.push(
        filePayload('preload-library', `EnvironmentVariables.${name}`, library, files.find(library)),
      );
    }
  }
  return payloads;
}

/** The words as a shell would need them, for people; quoted where a word would fall apart. */
export function commandText(argv: readonly string[]): string {
  return argv
    .map((word) => (/^[^\s'"\\$`;|&<>()*?!#]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}

/**
 * Others than absolute paths begin in the bundle, the working directory, and below RootDirectory. A bare name stays one, to be
 * searched for; where no folder of the search path has it and the working directory does, that file is what was meant.
 */
function programPath(program: string, from: string, detail: LaunchdDetail, files: UnixFiles): string {
  if (from.toLowerCase() === 'bundleprogram')
    return detail.bundle === null ? program : `${detail.bundle}/${program.replace(/^\/+/, '')}`;
  const { workingDirectory } = detail;
  const below = `${workingDirectory ?? ''}/${program}`;
  if (program.includes('/')) return inRoot(program.startsWith('/') ? program : below, detail);
  if (workingDirectory === null || program === '') return program;
  if (files.search(program, LAUNCHD_PATH).state === 'found') return program;
  const beside = inRoot(below, detail);
  return files.find(beside).state === 'found' ? beside : program;
}

/** RootDirectory is chroot(2)'s: absolute paths of the job begin there. */
function inRoot(path: string, { rootDirectory }: LaunchdDetail): string {
  return rootDirectory === null || rootDirectory === '/'
    ? path
    : `${rootDirectory.replace(/\/+$/, '')}${path}`;
}
