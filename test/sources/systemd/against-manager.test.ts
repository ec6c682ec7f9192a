import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readManager } from '../../../main/sources/systemd/manager.ts';
import { systemSearchPath } from '../../../main/sources/systemd/search-path.ts';
import { UnitDiagnostics } from '../../../main/sources/systemd/unit-diagnostics.ts';
import { UnitFolders } from '../../../main/sources/systemd/unit-folders.ts';
import { SYSTEM_OWNER } from '../../../main/sources/systemd/unit-owners.ts';
import { loadedUnit, output, systemdAvailable } from '../../formats/systemd-unit/systemd-tools.ts';
import { HARD_ROOT } from './hard-root.ts';
import { collect, systemUnit, type UnitTree, VOLUME, withTree } from './unit-tree.ts';

const ETC = 'etc/systemd/system';
const RUN = 'run/systemd/system';
const LOCAL = 'usr/local/lib/systemd/system';
const LIB = 'usr/lib/systemd/system';
const note = (text: string): string => `[Unit]\nDocumentation=man:${text}(1)\n`;

/** Drop-ins at every level, each adding a Documentation= that says where it stands. */
const DROP_INS: UnitTree = {
  [`${ETC}/plain.service`]: `${note('fragment')}[Service]\nExecStart=/bin/true first\nEnvironment=A=1\n`,
  [`${ETC}/plain.service.d/50-etc.conf`]: note('etc-50'),
  [`${RUN}/plain.service.d/40-run.conf`]: note('run-40'),
  [`${LIB}/plain.service.d/60-lib.conf`]: note('lib-60'),
  [`${LIB}/plain.service.d/50-etc.conf`]: note('hidden'),
  [`${LOCAL}/plain.service.d/70-masked.conf`]: note('masked'),
  [`${ETC}/plain.service.d/70-masked.conf`]: { link: '/dev/null' },
  [`${LOCAL}/plain.service.d/71-emptied.conf`]: note('emptied'),
  [`${RUN}/plain.service.d/71-emptied.conf`]: '',
  [`${ETC}/plain.service.d/README`]: note('readme'),
  [`${ETC}/plain.service.d/.hidden.conf`]: note('dot'),
  [`${ETC}/plain.service.d/80-linked.conf`]: { link: '../../../../opt/drop.conf' },
  ['opt/drop.conf']: note('linked'),
  [`${ETC}/service.d/10-all.conf`]: note('type-10'),
  [`${LIB}/service.d/50-etc.conf`]: note('type-hidden'),
  [`${RUN}/service.d/99-all.conf`]: `${note('type-99')}[Service]\nExecStart=\nExecStart=/bin/true replaced\n`,
  [`${ETC}/a-b-c.service`]: `${note('fragment')}[Service]\nExecStart=/bin/true\n`,
  [`${LIB}/a-.service.d/20-a.conf`]: note('a'),
  [`${LIB}/a-b-.service.d/20-b.conf`]: note('a-b'),
  [`${RUN}/a-.service.d/20-b.conf`]: note('a-over-a-b'),
  [`${LIB}/a-b-c.service.d/30-c.conf`]: note('a-b-c'),
  [`${ETC}/t@.service`]: `${note('fragment')}[Service]\nExecStart=/bin/true %i\n`,
  [`${ETC}/t@x.service`]: { link: 't@.service' },
  [`${ETC}/t@.service.d/10-template.conf`]: note('template'),
  [`${ETC}/t@x.service.d/20-instance.conf`]: note('instance'),
  [`${LIB}/t@x.service.d/10-template.conf`]: note('instance-wins-not'),
  [`${ETC}/named.service`]: `${note('fragment')}[Service]\nExecStart=/bin/true\n`,
  [`${ETC}/othername.service`]: { link: 'named.service' },
  [`${ETC}/othername.service.d/10-alias.conf`]: note('alias'),
  // Links of any manager's folders and levels.
  [`${ETC}/pulls.target`]: note('fragment'),
  [`${ETC}/pulls.target.wants/named.service`]: { link: '../named.service' },
  [`${LIB}/pulls.target.wants/hidden-want.service`]: { link: '../hidden-want.service' },
  [`${ETC}/pulls.target.wants/hidden-want.service`]: { link: '/dev/null' },
  [`${RUN}/pulls.target.requires/plain.service`]: { link: '/etc/systemd/system/plain.service' },
  [`${LIB}/target.wants/a-b-c.service`]: { link: '../a-b-c.service' },
  [`${LIB}/pulls.target.wants/no-link.service`]: note('not a link'),
  [`${LIB}/hidden-want.service`]: '[Service]\nExecStart=/bin/true\n',
};

const TOPS = [ETC, RUN, LOCAL, LIB];

describe.skipIf(!systemdAvailable)('units as the manager loads them (needs systemd)', () => {
  it('have the same drop-ins in the same order, and the same command lines', () => {
    withTree(
      DROP_INS,
      (folder, evidence) => {
        const items = collect(evidence);
        const searchPath = TOPS.map((top) => `${folder}/${top}`);
        for (const name of ['plain', 'a-b-c', 't@x', 'named']) {
          const { systemd, command } = systemUnit(items, `${name}.service`);
          const { all } = loadedUnit(searchPath, `${folder}/${ETC}/${name}.service`);
          // systemd lists a masked drop-in among the others; it has nothing in it.
          const theirs = all('DropIn Path').filter(
            (path) => !path.includes('-masked') && !path.includes('-emptied'),
          );
          const expected = theirs.map((path) => path.replace(folder, ''));
          const found = systemd.dropIns.map(({ path }) => path);
          expect(found, name).toEqual(expected);
          expect(all('Fragment Path')).toEqual([`${folder}${systemd.fragmentPath}`]);
          const documentation = (systemd.sections.Unit?.Documentation ?? []).map(({ value }) => value);
          expect(documentation, name).toEqual(all('Documentation'));
          if (name === 'plain') expect([command]).toEqual(all('Command Line'));
        }
      },
      { hostLinks: true },
    );
  });

  it('are pulled in by the same links', () => {
    withTree(
      DROP_INS,
      (folder, evidence) => {
        const items = collect(evidence);
        const searchPath = TOPS.map((top) => `${folder}/${top}`);
        const { all } = loadedUnit(searchPath, `${folder}/${ETC}/pulls.target`);
        const pulled = (kind: string): string[] =>
          items.flatMap((item) =>
            item.type === 'service' &&
            item.systemd?.enabledBy.some(
              (link) => link.kind === kind && /^(?:pulls\.)?target$/.test(link.unit),
            )
              ? [item.name]
              : [],
          );
        const names = (field: string): string[] => all(field).map((text) => text.split(' ')[0] ?? '');
        expect(pulled('wants').sort()).toEqual(names('Wants').sort());
        expect(pulled('requires').sort()).toEqual(names('Requires').sort());
      },
      { hostLinks: true },
    );
  });

  it('have the same files by name, and the same aliases', () => {
    withTree(
      HARD_ROOT,
      (folder, evidence) => {
        const path = systemSearchPath();
        const store = new UnitFolders(evidence, VOLUME, new UnitDiagnostics('test'));
        const manager = readManager(SYSTEM_OWNER, path, store);
        const text = output('/usr/bin/systemd-analyze', ['unit-files'], {
          SYSTEMD_UNIT_PATH: path
            .map((top) => folder + top.path)
            .filter((top) => existsSync(top))
            .join(':'),
        });
        const rows = text.split('\n').map((line) => /^(ids|aliases): (\S+) (?:→|←) (.*)$/.exec(line) ?? []);
        const theirs = (kind: string) =>
          rows
            .filter((row) => row[1] === kind)
            .map(
              ([, , name, value = '']) =>
                `${name} ${value.replaceAll(folder, '').split(', ').sort().join(' ')}`,
            )
            .sort();
        // systemd names a link that leads out of the search path, and a mask, by the link.
        const ids = [...(manager?.names.entries ?? [])].map(
          ([name, entry]) => `${name} ${entry.kind === 'alias' ? entry.to : entry.path}`,
        );
        expect(ids.sort()).toEqual(theirs('ids'));
        const withAliases = theirs('aliases').filter((row) => row.split(' ').length > 2);
        const aliases = [...(manager?.names.aliases ?? [])].map(
          ([name, others]) => `${name} ${[name, ...others].sort().join(' ')}`,
        );
        expect(aliases.sort()).toEqual(withAliases);
      },
      { hostLinks: true },
    );
  });
});
