import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
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
    for (const alias of systemd.aliases)
      if (!alias.includes('@o')) listed.set(alias, { state: 'alias', preset: '-' });
    const own = systemd.fragmentPath?.endsWith(`/${name}`) === true || systemd.maskedBy !== null;
    if (!own && systemd.unitFileState !== 'bad') continue;
    listed.set(name, { state: systemd.unitFileState, preset: systemd.preset ?? 'enabled' });
  }
  return listed;
}

function compare(
  tree: UnitTree,
  scope: 'system' | 'user',
  exceptions: ReadonlySet<string> = new Set(),
): number {
  return withTree(tree, (folder, evidence) => {
    const theirs = listUnitFiles(folder, scope);
    const mine = ours(collect(evidence), scope);
    const states = (all: Map<string, Listed>) =>
      [...all]
        .filter(([name]) => !exceptions.has(name))
        .map(([name, { state }]) => `${name} ${state}`)
        .sort();
    expect(states(mine)).toEqual(states(theirs));
    for (const [name, { preset }] of theirs) {
      if (preset !== '-' && !exceptions.has(name))
        expect(`${name} ${mine.get(name)?.preset}`).toBe(`${name} ${preset}`);
    }
    return theirs.size;
  });
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
});
