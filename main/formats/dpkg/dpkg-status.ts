import { controlStanzas } from './control-stanzas.ts';
import { addProblem, type LineProblem } from './line-problem.ts';

export interface DpkgPackage {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  /** `Multi-Arch: same`: several architectures may be installed, and the files below info/ carry theirs. */
  readonly multiArchSame: boolean;
  /** The third word of Status: `installed`, `config-files`, `unpacked`…; null where the stanza has none (status.d). */
  readonly state: string | null;
  readonly conffiles: ReadonlyMap<string, DpkgConffile>;
}

export interface DpkgConffile {
  /** MD5 in hexadecimal of the file as the package brought it; null while dpkg has none (`newconffile`). */
  readonly md5: string | null;
  /** The installed version no longer has it. */
  readonly obsolete: boolean;
}

const FIELDS = new Set([
  'package',
  'version',
  'config-version',
  'architecture',
  'multi-arch',
  'status',
  'conffiles',
]);
const NO_CONFFILES: ReadonlyMap<string, DpkgConffile> = new Map();

/**
 * The status database of dpkg, `/var/lib/dpkg/status`, one of its update journal or a file of `status.d/` (dpkg(1), "FILES";
 * deb-control(5); field Conffiles: one line a file, ` <path> <md5> [obsolete] [remove-on-upgrade]`). UTF-8. Never throws.
 */
export function parseDpkgStatus(bytes: Uint8Array): {
  readonly packages: readonly DpkgPackage[];
  readonly problems: readonly LineProblem[];
} {
  const { stanzas, problems: found } = controlStanzas(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'),
    FIELDS,
  );
  const problems = [...found];
  const packages: DpkgPackage[] = [];
  for (const [index, stanza] of stanzas.entries()) {
    const name = stanza.get('package') ?? '';
    if (name === '') {
      addProblem(problems, 0, `stanza ${index + 1} names no package`);
      continue;
    }
    const status = stanza.get('status');
    packages.push({
      name,
      version: stanza.get('version') ?? stanza.get('config-version') ?? '',
      architecture: stanza.get('architecture') ?? '',
      multiArchSame: stanza.get('multi-arch') === 'same',
      state: status === undefined ? null : (status.split(/\s+/)[2] ?? null),
      conffiles: conffiles(stanza.get('conffiles')),
    });
  }
  return { packages, problems };
}

function conffiles(field: string | undefined): ReadonlyMap<string, DpkgConffile> {
  if (field === undefined) return NO_CONFFILES;
  const files = new Map<string, DpkgConffile>();
  for (const line of field.split('\n')) {
    // From the end: a path may hold blanks, and flags are words of their own after the digest.
    let [rest, last] = lastWord(line.trim());
    let obsolete = false;
    for (let flags = 0; FLAG.test(last) && flags < MAX_FLAGS; flags += 1) {
      if (last === 'obsolete') obsolete = true;
      [rest, last] = lastWord(rest);
    }
    if (!rest.startsWith('/') || !DIGEST.test(last)) continue;
    files.set(rest, { md5: last === NEW_CONFFILE ? null : last, obsolete });
  }
  return files;
}

const NEW_CONFFILE = 'newconffile';
const DIGEST = /^(?:[0-9a-f]{32}|newconffile)$/;
const FLAG = /^(?:obsolete|remove-on-upgrade)$/;
const MAX_FLAGS = 4;

function lastWord(text: string): [string, string] {
  const blank = text.lastIndexOf(' ');
  return blank < 0 ? ['', text] : [text.slice(0, blank).trimEnd(), text.slice(blank + 1)];
}
