import { MAX_RECOGNISED_HOMES } from '../../shared/limits.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Root } from './root.ts';

const PROGRAM_FOLDERS = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'];
/** Some of these are in every installation; of a whole target that holds one, absence may be believed. */
const CORE_PROGRAMS =
  /^(?:sh|bash|dash|busybox|toybox|env|true|cat|ls|login|init|systemd|systemctl|launchd|launchctl)$/;
/** Folders that collectors name so: what is below was picked, however much it is (UAC, Velociraptor). */
const COLLECTED = /(?:^|[\\/])(?:\[root\]|uploads[\\/](?:auto|file)|uac-[^\\/]+)(?:[\\/]|$)/i;

/** Looks below one folder, first at the names in it, so that a search over many folders leaves a short audit log. */
export class Look {
  readonly top: boolean;
  readonly live: boolean;
  /** Its path says that a collector made it. */
  readonly collected: boolean;
  readonly #evidence: Evidence;
  readonly #base: string;
  readonly #names: ReadonlySet<string>;
  readonly #known = new Map<string, boolean>();

  constructor(evidence: Evidence, base: string) {
    const listing = evidence.list(base === '' ? '/' : base);
    this.#evidence = evidence;
    this.#base = base;
    this.#names = new Set(
      listing.ok ? listing.value.flatMap(({ name, kind }) => (kind === 'special' ? [] : [name])) : [],
    );
    this.top = base === '';
    this.live = evidence.kind === 'live' && base === '';
    this.collected = !this.live && COLLECTED.test(`${evidence.target}/${base}/`);
  }

  /** Is a file, folder or link there? A link of a collection may lead nowhere and still says something. */
  has(path: string): boolean {
    const first = path.split('/')[1] ?? '';
    if (!this.#names.has(first)) return false;
    let there = this.#known.get(path);
    if (there === undefined) {
      const { state } = this.#evidence.lookup(this.#base + path);
      there = state !== 'missing' || this.#evidence.readLink(this.#base + path).ok;
      this.#known.set(path, there);
    }
    return there;
  }

  /** How many programs the usual folders hold together, each folder once even where one is a link to another. */
  programs(): { readonly count: number; readonly core: boolean; readonly busybox: boolean } {
    const folders = new Set<string>();
    for (const path of PROGRAM_FOLDERS) {
      if (!this.has(path)) continue;
      const found = this.#evidence.lookup(this.#base + path);
      if (found.state === 'directory') folders.add(found.path);
    }
    const names: string[] = [];
    for (const folder of folders) {
      const listing = this.#evidence.list(folder);
      for (const { name, kind } of listing.ok ? listing.value : [])
        if (kind !== 'directory') names.push(name);
    }
    const core = names.some((name) => CORE_PROGRAMS.test(name));
    return { count: names.length, core, busybox: names.includes('busybox') };
  }

  /** The first home that has `path`; `/home` and `/Users` hold homes, `/root` is one. */
  inHomes(folders: readonly string[], path: string): string | null {
    for (const folder of folders.filter((one) => this.has(one))) {
      if (folder === '/root') {
        if (this.has(`${folder}/${path}`)) return `${folder}/${path}`;
        continue;
      }
      const found = this.#evidence.lookup(this.#base + folder);
      const listing = found.state === 'directory' ? this.#evidence.list(found.path) : null;
      if (listing?.ok !== true) continue;
      for (const { name, kind } of listing.value.slice(0, MAX_RECOGNISED_HOMES)) {
        const inside = `${folder}/${name}/${path}`;
        if (kind === 'directory' && this.has(inside)) return inside;
      }
    }
    return null;
  }

  root(layout: Root['layout'], filesComplete: boolean, [what, holds]: readonly [string, string]): Root {
    const where = this.top ? 'the root' : this.#base;
    const absent = filesComplete ? '' : ', so a file that is absent is not called missing';
    return {
      layout,
      platform: layout.startsWith('macos') ? 'macos' : 'linux',
      base: this.#base,
      configFolder: null,
      systemFolder: null,
      folders: [],
      filesComplete,
      reason: `${what}: ${where} holds ${holds}${absent}`,
    };
  }
}
