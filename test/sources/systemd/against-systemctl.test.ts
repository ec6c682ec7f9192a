import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NO_AUDIT } from '../../../main/evidence/audit.ts';
import { openDirectory } from '../../../main/evidence/directory-evidence.ts';
import type { SourceItem } from '../../../main/sources/source.ts';
import { HARD_ROOT } from './hard-root.ts';
import { collect, recordsOf, type UnitTree, withTree } from './unit-tree.ts';

const systemctl = existsSync('/usr/bin/systemctl');

interface Listed {
  readonly state: string;
  readonly preset: string;
}

/** `systemctl list-unit-files`: each unit with its state, and what presets say of it. */
function listUnitFiles(folder: string, scope: 'system' | 'user'): Map<string, Listed> {
  const args = [`--root=${folder}`, 'list-unit-files', '--no-legend', '--no-pager', '--plain', '--full'];
  const run = spawnSync('/usr/bin/systemctl', scope === 'user' ? ['--global', ...args] : args, {
    encoding: 'utf8',
    timeout: 50_000,
  });
  const rows = run.stdout.split('\n').map((line) => line.trim().split(/\s+/));
  return new Map(
    rows.flatMap(([name, state = '', preset = '']) => (name ? [[name, { state, preset }]] : [])),
  );
}

/** The same from our records; aliases are names of their units here. Units without a file of their own are not listed there. */
function ours(items: readonly SourceItem[], scope: 'system' | 'user'): Map<string, Listed> {
  const listed = new Map<string, Listed>();
  for (const { name, systemd } of recordsOf(items).values()) {
    if (systemd.scope !== scope || systemd.user !== null || systemd.unitFileState === null) continue;
    for (const { kind, unit } of systemd.enabledBy) {
      if (kind === 'alias') listed.set(unit, { state: 'alias', preset: '-' });
    }
    // An instance that only links and drop-ins name has its template's file.
    const own = systemd.template === null || systemd.fragmentPath?.endsWith(`/${name}`) === true;
    if (!own && systemd.unitFileState !== 'bad') continue;
    listed.set(name, { state: systemd.unitFileState, preset: systemd.preset ?? 'unknown' });
  }
  return listed;
}

function compareListed(theirs: Map<string, Listed>, mine: Map<string, Listed>): number {
  const states = (all: Map<string, Listed>) => [...all].map(([name, { state }]) => `${name} ${state}`).sort();
  expect(states(mine)).toEqual(states(theirs));
  for (const [name, { preset }] of theirs) {
    if (preset !== '-') expect(`${name} ${mine.get(name)?.preset}`).toBe(`${name} ${preset}`);
  }
  return theirs.size;
}

function compare(tree: UnitTree, scope: 'system' | 'user'): number {
  return withTree(tree, (folder, evidence) =>
    compareListed(listUnitFiles(folder, scope), ours(collect(evidence), scope)),
  );
}

/** The same units for users' managers. */
function asUserTree(tree: UnitTree): UnitTree {
  const moved = (text: string): string =>
    text
      .replaceAll('systemd/system-preset', 'systemd/user-preset')
      .replace(/systemd\/system(?=[./]|$)/g, 'systemd/user');
  return Object.fromEntries(
    Object.entries(tree)
      .filter(([path]) => !/systemd\/(?:system\.control|transient|generator)/.test(path))
      .map(([path, node]) => [moved(path), typeof node === 'string' ? node : { link: moved(node.link) }]),
  );
}

describe.skipIf(!systemctl)('states of unit files as systemctl --root sees them (needs systemd)', () => {
  it('agree on a root with every kind of shadowing, mask, alias, instance and link', () => {
    expect(compare(HARD_ROOT, 'system')).toBeGreaterThan(50);
  });

  it('agree for the units of all users', () => {
    expect(compare(asUserTree(HARD_ROOT), 'user')).toBeGreaterThan(40);
  });

  it('agree on every unit that this host itself has', () => {
    const evidence = openDirectory('/', { audit: NO_AUDIT });
    if (!evidence.ok) throw new Error(evidence.error.reason);
    const items = collect(evidence.value);
    expect(compareListed(listUnitFiles('/', 'system'), ours(items, 'system'))).toBeGreaterThan(50);
    expect(compareListed(listUnitFiles('/', 'user'), ours(items, 'user'))).toBeGreaterThan(5);
    const diagnostics = items.filter((item) => item.type === 'diagnostic' && item.code !== 'unit-unreadable');
    expect(diagnostics).toEqual([]);
  });
});
