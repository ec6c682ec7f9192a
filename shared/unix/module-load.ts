/** Modules that a command loads into the kernel. */
export interface ModuleLoad {
  /** Paths of insmod, names or paths of modprobe, as written. */
  readonly modules: readonly string[];
  /** `modprobe -d DIR`: the root in which the kernel's folders lie; empty for `/`. */
  readonly root: string;
  /** `modprobe -S VERSION`: the kernel whose modules are meant; null for that which runs. */
  readonly version: string | null;
  /** `modprobe -C PATH`: settings read instead of those of /etc/modprobe.d. */
  readonly config: string | null;
}

/** Options of modprobe(8) that take a word of their own; `-t` is that of module-init-tools. */
const VALUED: Readonly<Record<string, 'root' | 'version' | 'config' | 'other'>> = {
  d: 'root',
  dirname: 'root',
  S: 'version',
  'set-version': 'version',
  C: 'config',
  config: 'config',
  t: 'other',
  type: 'other',
  w: 'other',
  wait: 'other',
};
/** Options with which modprobe loads nothing: it removes, shows, lists, or only pretends. */
const LOADS_NOTHING = new Set([
  'r',
  'remove',
  'n',
  'dry-run',
  'show',
  'D',
  'show-depends',
  'R',
  'resolve-alias',
  'c',
  'showconfig',
  'show-config',
  'l',
  'list',
  'dump-modversions',
  'show-modversions',
  'show-exports',
  'V',
  'version',
  'h',
  'help',
]);
/** Names of one command that are looked at. */
const MAX_MODULES = 64;

/** What `modprobe` or `insmod` (modprobe(8), insmod(8) of kmod and of busybox) would load; null for other programs and other uses. */
export function moduleLoad(name: string, argv: readonly string[]): ModuleLoad | null {
  if (name === 'insmod') {
    const file = argv.slice(1).find((word) => !word.startsWith('-'));
    return file === undefined ? null : { modules: [file], root: '', version: null, config: null };
  }
  return name === 'modprobe' ? modprobe(argv) : null;
}

function modprobe(argv: readonly string[]): ModuleLoad | null {
  const values = { root: '', version: '', config: '', other: '' };
  const names: string[] = [];
  let all = false;
  for (let at = 1; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    if (word === '--') {
      names.push(...argv.slice(at + 1, at + 1 + MAX_MODULES));
      break;
    }
    // getopt of glibc takes options after the names too; parameters of a module never begin with a dash.
    if (!word.startsWith('-') || word === '-') {
      names.push(word);
      continue;
    }
    const [letters, given] = optionOf(word);
    for (const [index, letter] of letters.entries()) {
      if (LOADS_NOTHING.has(letter)) return null;
      if (letter === 'a' || letter === 'all') all = true;
      const kind = VALUED[letter];
      if (kind === undefined) continue;
      const attached = word.startsWith('--') ? given : letters.slice(index + 1).join('') || undefined;
      if (attached === undefined) at += 1;
      values[kind] = attached ?? argv[at] ?? '';
      break;
    }
  }
  // Without -a what follows the name are the module's parameters.
  const modules = (all ? names : names.slice(0, 1)).filter((one) => one !== '').slice(0, MAX_MODULES);
  if (modules.length === 0) return null;
  const { root, version, config } = values;
  return {
    modules,
    root: root.replace(/\/+$/, ''),
    version: version === '' ? null : version,
    config: config === '' ? null : config,
  };
}

/** The letters of `-abq`, or the one name of `--dirname=DIR` with its value. */
function optionOf(word: string): [letters: readonly string[], value: string | undefined] {
  if (!word.startsWith('--')) return [[...word.slice(1)], undefined];
  const equals = word.indexOf('=');
  return equals === -1 ? [[word.slice(2)], undefined] : [[word.slice(2, equals)], word.slice(equals + 1)];
}
