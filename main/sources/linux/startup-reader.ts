import { MAX_DIAGNOSTICS_PER_FILE, MAX_STARTUP_FILE } from '../../../shared/limits.ts';
import type { Coverage } from '../../../shared/model/coverage.ts';
import type { Diagnostic } from '../../../shared/model/diagnostic.ts';
import type { Evidence, EvidenceStat } from '../../evidence/evidence.ts';
import { scriptText } from '../../formats/init-script/script-text.ts';
import type { Root } from '../root.ts';
import type { SourceContext } from '../source.ts';
import { DefinitionReader } from '../unix/definition-reader.ts';
import { UnixFiles } from '../unix/file-lookup.ts';
import { STARTUP_LIMITS } from '../unix/limits.ts';

/** A file or link of a folder, or one named by itself. */
export interface StartupFile {
  /** As named, its folder resolved. */
  readonly path: string;
  readonly name: string;
  /** Where it lies once links are followed; null when it cannot be read. */
  readonly evidencePath: string | null;
  readonly stat: EvidenceStat | null;
  /** Target of the link, as stored; null for what is no link. */
  readonly link: string | null;
  /** When the link itself was made, whatever it leads to; null for what is no link. */
  readonly linked: string | null;
  /** Why it cannot be read; null for a file. A link to nothing is `missing`. */
  readonly problem: string | null;
}

export interface StartupFolder {
  /** With links followed, so that /lib and /usr/lib are one where they are merged. */
  readonly path: string;
  readonly files: readonly StartupFile[];
  /** Names of the folders in it. */
  readonly folders: readonly string[];
}

/** Why a file was not read, or not to the end; for the record of what it defines. */
const unread = new WeakMap<StartupFile, string>();

export function unreadReason(file: StartupFile): string | null {
  return unread.get(file) ?? null;
}

/** A decoder's own word that it stopped at a limit. */
const STOPPED = /^(?:line \d+: )?only (?:the first )?\d+ /;

/** Reads the folders and files of one source, each real folder once, and keeps account of what could not be read. */
export class StartupReader {
  readonly evidence: Evidence;
  readonly root: Root;
  readonly files: UnixFiles;
  readonly #definitions: DefinitionReader;
  readonly #id: string;
  readonly #seen = new Set<string>();
  readonly #diagnostics: Diagnostic[] = [];
  #more = 0;
  #present = 0;
  #unreadable = 0;

  constructor(context: SourceContext, id: string) {
    this.evidence = context.evidence;
    this.root = context.root;
    this.files = new UnixFiles(context.evidence, context.root);
    this.#definitions = new DefinitionReader(context.evidence, STARTUP_LIMITS);
    this.#id = id;
  }

  /** The folder with its files; null when it is not there, cannot be read, or was given before under another name. */
  folder(path: string): StartupFolder | null {
    const found = this.evidence.lookup(path);
    if (found.state === 'missing' || found.state === 'file') return null;
    if (found.state === 'unreadable') this.#lost(path, found.reason);
    if (found.state === 'outside-root' || found.state === 'special')
      this.#lost(path, found.reason, 'warning');
    if (found.state !== 'directory') return null;
    if (this.#seen.has(found.path)) return null;
    this.#seen.add(found.path);
    const listing = this.evidence.list(found.path);
    if (!listing.ok) {
      this.#lost(path, listing.error.reason);
      return null;
    }
    this.#present += 1;
    const files: StartupFile[] = [];
    const folders: string[] = [];
    for (const { name, kind } of listing.value) {
      if (kind === 'directory') folders.push(name);
      else if (kind !== 'special') files.push(this.#file(`${found.path}/${name}`, kind === 'link'));
      else this.#lost(`${found.path}/${name}`, 'a device, FIFO or socket, never opened', 'warning');
    }
    return { path: found.path, files, folders };
  }

  /** The folders of a list that are there, in its order. */
  *foldersOf(paths: Iterable<string>): Generator<StartupFolder> {
    for (const path of paths) {
      const folder = this.folder(path);
      if (folder !== null) yield folder;
    }
  }

  /** A file by its path; null when nothing is there, or it was given before under another name. */
  single(path: string): StartupFile | null {
    const link = this.evidence.readLink(path);
    const found = this.#file(path, link.ok);
    if (found.problem === 'missing' && found.link === null) return null;
    if (found.problem === 'a folder') return null;
    const key = found.evidencePath ?? path;
    if (this.#seen.has(key)) return null;
    this.#seen.add(key);
    if (found.problem === null || found.link !== null) this.#present += 1;
    return found;
  }

  /** Text of a file; null when it cannot be read, which is then a diagnostic. Of a very large one only the beginning. */
  text(file: StartupFile): string | null {
    const bytes = this.bytes(file);
    return bytes === null ? null : scriptText(bytes);
  }

  bytes(file: StartupFile): Uint8Array | null {
    if (file.evidencePath === null) {
      if (file.problem === 'missing') this.#lost(file.path, 'a link to nothing', 'warning');
      else {
        this.#lost(file.path, file.problem ?? '');
        unread.set(file, file.problem ?? '');
      }
      return null;
    }
    const read = this.#definitions.read(file.evidencePath);
    if (!read.ok) {
      this.#lost(file.path, read.error.reason);
      unread.set(file, read.error.reason);
      return null;
    }
    const { bytes, size, truncated } = read.value;
    if (truncated) this.cut(file, `of ${size} bytes the first ${bytes.length} were read`);
    return bytes;
  }

  /** Says that a limit left a part of the file out: a gap, since what counts may stand behind it. */
  cut(file: StartupFile, what: string): void {
    this.#unreadable += 1;
    unread.set(file, what);
    this.report('startup-truncated', file.path, what, 'error');
  }

  /** Text of a file that only says where to look; null, and no diagnostic, when it cannot be read. */
  peek(evidencePath: string): string | null {
    const bytes = this.evidence.read(evidencePath, MAX_STARTUP_FILE);
    return bytes.ok ? scriptText(bytes.value) : null;
  }

  report(code: string, path: string, what: string, given: Diagnostic['severity'] = 'warning'): void {
    const severity = STOPPED.test(what) ? 'error' : given;
    if (this.#diagnostics.length >= MAX_DIAGNOSTICS_PER_FILE) {
      this.#more += 1;
      return;
    }
    this.#diagnostics.push({
      type: 'diagnostic',
      severity,
      code,
      source: this.#id,
      path,
      offset: null,
      what,
    });
  }

  /** Diagnostics since the last call. */
  take(): Diagnostic[] {
    return this.#diagnostics.splice(0);
  }

  /** What the source ends with: remaining diagnostics and its coverage. `places` says in words where it looked. */
  *end(counts: Readonly<Record<string, number>>, places: string): Generator<Diagnostic | Coverage> {
    for (const { path, what } of this.files.takeModuleProblems()) {
      this.#unreadable += 1;
      this.report('kernel-modules-unread', path, what, 'error');
    }
    yield* this.take();
    if (this.#more > 0) {
      this.report('startup-more-problems', '', `${this.#more} more problems like these`);
      yield* this.take();
    }
    const base = { type: 'coverage', source: this.#id } as const;
    if (this.#present > 0) {
      const reason = this.#unreadable > 0 ? `${this.#unreadable} places could not be read` : null;
      yield { ...base, outcome: 'collected', counts: { ...counts, unreadable: this.#unreadable }, reason };
    } else if (this.#unreadable > 0) {
      yield { ...base, outcome: 'failed', counts: {}, reason: 'nothing could be read, see diagnostics' };
    } else {
      const where = this.root.filesComplete ? 'this root has' : 'this collection has';
      yield { ...base, outcome: 'notPresent', counts: {}, reason: `${where} none of ${places}` };
    }
  }

  #file(path: string, isLink: boolean): StartupFile {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const stored = isLink ? this.evidence.lookupLink(path) : null;
    const link = stored?.ok === true ? stored.value.target : null;
    const linked = stored?.ok === true ? stored.value.stat.modified : null;
    const found = this.evidence.lookup(path);
    const base = { path, name, link, linked, evidencePath: null, stat: null };
    switch (found.state) {
      case 'file':
        return { ...base, evidencePath: found.path, stat: found.stat, problem: null };
      case 'directory':
        return { ...base, problem: 'a folder' };
      case 'missing':
        return { ...base, problem: 'missing' };
      default:
        return { ...base, problem: found.reason };
    }
  }

  #lost(path: string, reason: string, severity: Diagnostic['severity'] = 'error'): void {
    this.#unreadable += 1;
    this.report('startup-unreadable', path, reason, severity);
  }
}

/** An empty file or a link to /dev/null, with which systemd and udev hide a file of the same name. */
export function isMask(file: StartupFile): boolean {
  return file.link === '/dev/null' || (file.link === null && file.stat?.size === 0);
}

/** May anybody execute it? null where the evidence keeps no permissions. */
export function isExecutable(file: StartupFile): boolean | null {
  const mode = file.stat?.mode ?? null;
  return mode === null ? null : (mode & 0o111) !== 0;
}
