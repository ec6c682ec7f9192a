import { append } from '../../../shared/append.ts';
import { MAX_STARTUP_FILE } from '../../../shared/limits.ts';
import type { SystemdDetail } from '../../../shared/model/systemd-detail.ts';
import { compareText } from '../../../shared/text.ts';
import { globMatcher } from '../../../shared/unix/glob.ts';
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
