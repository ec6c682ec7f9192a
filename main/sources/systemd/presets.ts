import { append } from '../../../shared/append.ts';
import { MAX_STARTUP_FILE } from '../../../shared/limits.ts';
import type { SystemdDetail } from '../../../shared/model/systemd-detail.ts';
import { compareText } from '../../../shared/text.ts';
import type { UnitName } from '../../formats/systemd-unit/unit-name.ts';
import { decodeLossy } from '../../formats/systemd-unit/unit-text.ts';
import { presetFolders } from './search-path.ts';
import type { UnitFolders } from './unit-folders.ts';

interface PresetRule {
  readonly matches: (name: string) => boolean;
  readonly enable: boolean | null;
  /** Of a template: the instances that the rule speaks of. */
  readonly instances: readonly string[];
}

export type Preset = SystemdDetail['preset'];

/**
 * Reads the preset files of a scope (systemd.preset(5); read_presets, src/shared/install.c): of files with one name the first
 * folder's counts, all are read in the order of their names, and the first rule that matches decides. A unit that no rule names is to
 * be enabled ("DESCRIPTION": "the default is to enable"). Null where the evidence has no preset file at all: without what the
 * distribution ships nothing can be said.
 */
export function readPresets(scope: 'system' | 'user', store: UnitFolders): (unit: UnitName) => Preset {
  const files = new Map<string, string>();
  for (const folder of presetFolders(scope)) {
    for (const listed of store.folders(folder)) {
      for (const { name, kind } of listed.entries) {
        if (!name.endsWith('.preset') || kind === 'directory' || name.startsWith('.')) continue;
        if (!files.has(name)) files.set(name, `${listed.path}/${name}`);
      }
    }
  }
  const rules: PresetRule[] = [];
  for (const [, path] of [...files].sort(([a], [b]) => compareText(a, b))) {
    const bytes = store.read(path, MAX_STARTUP_FILE);
    if (bytes !== null) append(rules, parsePreset(decodeLossy(bytes)));
  }
  return (unit) => {
    for (const { matches, enable, instances } of rules) {
      const name =
        unit.isInstance && instances.includes(unit.instance ?? '') ? (unit.template ?? '') : unit.name;
      if (matches(name)) return enable === null ? 'ignored' : enable ? 'enabled' : 'disabled';
    }
    return files.size === 0 ? null : 'enabled';
  };
}

function parsePreset(text: string): PresetRule[] {
  const rules: PresetRule[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [word, pattern, ...instances] = line.trim().split(/[ \t]+/);
    if (pattern === undefined || (word !== 'enable' && word !== 'disable' && word !== 'ignore')) continue;
    rules.push({
      matches: globMatcher(pattern, { noEscape: true }),
      enable: word === 'ignore' ? null : word === 'enable',
      instances,
    });
  }
  return rules;
}

/**
 * fnmatch(3): `*`, `?`, `[…]`. A backslash takes the next character, or with `noEscape` (FNM_NOESCAPE) is one like any other, as
 * presets are matched (rule_match, src/shared/install.c): names of units have some (`a\x2db.service`).
 */
export function globMatcher(
  pattern: string,
  { noEscape = false }: { readonly noEscape?: boolean } = {},
): (name: string) => boolean {
  if (pattern === '*') return () => true;
  if (!(noEscape ? /[*?[]/ : /[*?[\\]/).test(pattern)) return (name) => name === pattern;
  return (name) => matchGlob(pattern, name, noEscape);
}

/** Linear in pattern times name: only the last `*` is ever gone back to. */
function matchGlob(pattern: string, name: string, noEscape: boolean): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let mark = 0;
  while (n < name.length) {
    const step = pattern.charAt(p) === '*' ? null : matchOne(pattern, p, name.charAt(n), noEscape);
    if (p < pattern.length && step === null) {
      star = p;
      mark = n;
      p += 1;
    } else if (p < pattern.length && step !== null && step > 0) {
      p += step;
      n += 1;
    } else if (star !== -1) {
      p = star + 1;
      mark += 1;
      n = mark;
    } else return false;
  }
  while (pattern.charAt(p) === '*') p += 1;
  return p >= pattern.length;
}

/** Length of the pattern's element at `at` when it matches the character, else 0. */
function matchOne(pattern: string, at: number, character: string, noEscape: boolean): number {
  const first = pattern.charAt(at);
  if (first === '?') return 1;
  if (first === '\\' && !noEscape) return pattern.charAt(at + 1) === character ? 2 : 0;
  const close = first === '[' ? pattern.indexOf(']', at + 2) : -1;
  if (close === -1) return first === character ? 1 : 0;
  const negated = '!^'.includes(pattern.charAt(at + 1));
  const set = pattern.slice(at + (negated ? 2 : 1), close);
  let inside = false;
  for (let i = 0; i < set.length; i += 1) {
    if (set.charAt(i + 1) === '-' && i + 2 < set.length) {
      inside ||= set.charAt(i) <= character && character <= set.charAt(i + 2);
      i += 2;
    } else inside ||= set.charAt(i) === character;
  }
  return inside !== negated ? close - at + 1 : 0;
}
