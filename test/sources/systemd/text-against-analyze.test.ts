import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HARD_ROOT } from './hard-root.ts';
import { collect, recordsOf, type UnitTree, withTree } from './unit-tree.ts';

const ANALYZE = '/usr/bin/systemd-analyze';
const LIB = 'usr/lib/systemd/system';
const ETC = 'etc/systemd/system';
const RUN = 'run/systemd/system';
const dropIn = (word: string) => `[Service]\nEnvironment=FROM=${word}\n`;

/** Drop-ins of every kind: of the type, of prefixes, of templates, of instances, of aliases; shadowed and masked ones. */
const DROP_INS: UnitTree = {
  ...HARD_ROOT,
  [`${LIB}/service.d/10-type.conf`]: dropIn('type'),
  [`${ETC}/service.d/90-type.conf`]: dropIn('type of the administrator'),
  [`${LIB}/static.service.d/50-own.conf`]: dropIn('vendor'),
  [`${ETC}/static.service.d/50-own.conf`]: dropIn('in place of the vendor'),
  [`${RUN}/static.service.d/10-run.conf`]: dropIn('run'),
  [`${ETC}/static.service.d/99-z.conf`]: dropIn('last'),
  [`${ETC}/static.service.d/not-one.txt`]: dropIn('nothing'),
  [`${LIB}/static.service.d/60-masked.conf`]: dropIn('never'),
  [`${ETC}/static.service.d/60-masked.conf`]: { link: '/dev/null' },
  [`${ETC}/static.service.d/20-type.conf`]: dropIn('20'),
  [`${LIB}/static-.service.d/40-prefix.conf`]: dropIn('prefix'),
  [`${ETC}/static-wanted.service.d/10-type.conf`]: dropIn('in place of that of the type'),
  [`${LIB}/tpl@.service.d/30-template.conf`]: dropIn('template %i'),
  [`${ETC}/tpl@one.service.d/20-instance.conf`]: dropIn('instance'),
  [`${ETC}/tpl@one.service.d/30-template.conf`]: dropIn('in place of that of the template'),
  [`${ETC}/other.service.d/70-alias.conf`]: dropIn('alias'),
  [`${ETC}/real.service.d/60-real.conf`]: dropIn('real'),
  [`${ETC}/shadowed.service.d/empty.conf`]: '',
};

interface Part {
  readonly path: string;
  readonly text: string;
}

/**
 * `systemd-analyze cat-config`: of each file its path as a comment, then its text. `systemctl cat` refuses `--root=`, and this knows the
 * unit's own file and folder only: type, prefixes, templates and aliases are compared with a manager in against-manager.test.ts.
 */
function theirs(folder: string, name: string): Part[] {
  const args = [`--root=${folder}`, '--no-pager', 'cat-config', `systemd/system/${name}`];
  const run = spawnSync(ANALYZE, args, { encoding: 'utf8', timeout: 50_000 });
  const parts: Part[] = [];
  // Files of these trees hold no comment that begins with a path of the folder.
  for (const part of run.stdout.split(`# ${folder}/`).slice(1)) {
    const newline = part.indexOf('\n');
    parts.push({ path: `/${part.slice(0, newline)}`, text: part.slice(newline + 1).trimEnd() });
  }
  return parts.filter(hasText);
}

/** A drop-in that is empty or leads to /dev/null hides others of its name and adds nothing; it is listed there, and not here. */
const hasText = ({ text }: Part): boolean => text !== '';

/** Folders that both look in; those of the manager's own (generators, control, transient) are none of configuration files. */
const COMMON = /^\/(?:etc|run|usr\/local\/lib|usr\/lib)\/systemd\/system\/[^/]+$/;

describe.skipIf(!existsSync(ANALYZE))(
  'text of units as systemd-analyze --root cat-config puts it together (needs systemd-analyze)',
  () => {
    it('agrees on files and their drop-ins, in their order', { timeout: 120_000 }, () => {
      withTree(DROP_INS, (folder, evidence) => {
        const part = (path: string): Part => ({
          path,
          text: readFileSync(join(folder, path), 'utf8').trimEnd(),
        });
        let compared = 0;
        let dropIns = 0;
        for (const { name, systemd } of recordsOf(collect(evidence)).values()) {
          const { scope, fragmentPath } = systemd;
          if (scope !== 'system' || fragmentPath === null || !COMMON.test(fragmentPath)) continue;
          if (!fragmentPath.endsWith(`/${name}`)) continue;
          const own = systemd.dropIns.filter(({ path }) => path.includes(`/${name}.d/`));
          const mine = [fragmentPath, ...own.map(({ path }) => path)].map(part).filter(hasText);
          expect(theirs(folder, name)).toEqual(mine);
          compared += 1;
          dropIns += own.length;
        }
        expect(compared).toBeGreaterThan(30);
        expect(dropIns).toBeGreaterThan(8);
      });
    });
  },
);
