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
    // A path may hold blanks: the digest is the last word before the flags.
    const found = /^\s*(\/.*?)\s+([0-9a-f]{32}|newconffile)((?:\s+[a-z-]+)*)\s*$/.exec(line);
    if (found?.[1] === undefined) continue;
    files.set(found[1], {
      md5: found[2] === undefined || found[2] === 'newconffile' ? null : found[2],
      obsolete: /\bobsolete\b/.test(found[3] ?? ''),
    });
  }
  return files;
}
