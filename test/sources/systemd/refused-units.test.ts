import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NO_AUDIT } from '../../../main/evidence/audit.ts';
import { openDirectory } from '../../../main/evidence/directory-evidence.ts';
import { collect, collectTree, recordsOf } from './unit-tree.ts';

const ETC = '/etc/systemd/system';
const START = '[Service]\nExecStart=/usr/bin/agent\n';

function refusedOf(items: ReturnType<typeof collectTree>) {
  return [...recordsOf(items).values()].filter(({ systemd }) => systemd.refused !== null);
}

describe('what lies among units under a name that systemd refuses', () => {
  it('is a record with what it would run, and a diagnostic', () => {
    const names = [
      'ѕѕh.service',
      'ssh.serviсe',
      'a\u202eb.service',
      'a b.service',
      'x.service\n',
      '@x.service',
    ];
    const items = collectTree(
      Object.fromEntries(names.map((name) => [`${ETC}/${name}`, { content: START }])),
    );
    const records = refusedOf(items);
    expect(records.map(({ name }) => name).sort()).toEqual([...names].sort());
    for (const { command, enabled, systemd, payloads } of records) {
      expect([enabled, systemd.unitFileState, systemd.type]).toEqual([false, 'bad', 'service']);
      expect(systemd.sections['Service']?.['ExecStart']?.map(({ value }) => value)).toEqual([
        '/usr/bin/agent',
      ]);
      expect([command, payloads[0]?.path]).toEqual(['/usr/bin/agent', '/usr/bin/agent']);
    }
    const told = items.filter((item) => item.type === 'diagnostic' && item.code === 'unit-name-refused');
    expect(told).toHaveLength(names.length);
  });

  it('leaves alone what editors, package managers and documentation leave there', () => {
    const names = [
      'a.service~',
      '#a.service#',
      '.#a.service',
      'a.service.dpkg-old',
      'README',
      'a.service.bak',
    ];
    const items = collectTree(
      Object.fromEntries(names.map((name) => [`${ETC}/${name}`, { content: START }])),
    );
    expect(refusedOf(items)).toEqual([]);
  });

  it('a folder in the place of a unit, a link in .wants to a folder, a .wants that is a link', () => {
    const items = collectTree({
      [`${ETC}/folder.service/x`]: { content: '' },
      [`${ETC}/multi-user.target.wants/up.service`]: { link: '..' },
      [`${ETC}/multi-user.target.wants/ѕsh.service`]: { link: '../ssh.service' },
      [`${ETC}/timers.target.wants`]: { link: '.' },
      [`${ETC}/ѕsh.service.d/x.conf`]: { content: START },
      [`${ETC}/real.service`]: { content: START },
      [`${ETC}/alias.service`]: { link: 'real.service' },
    });
    expect(refusedOf(items).map(({ name, systemd }) => [name, systemd.refused])).toEqual([
      ['folder.service', 'a folder with the name of a unit'],
    ]);
    const told = items.flatMap((item) => (item.type === 'diagnostic' ? [[item.code, item.path]] : []));
    expect(told).toEqual(
      expect.arrayContaining([
        ['unit-name-refused', `${ETC}/folder.service`],
        ['unit-link-to-folder', `${ETC}/multi-user.target.wants/up.service`],
        ['unit-name-refused', `${ETC}/multi-user.target.wants/ѕsh.service`],
        ['unit-folder-link', `${ETC}/timers.target.wants`],
        ['unit-name-refused', `${ETC}/ѕsh.service.d`],
      ]),
    );
  });

  it('names that are no UTF-8 are told of', () => {
    const folder = mkdtempSync(join(tmpdir(), 'daemonscope-refused-'));
    try {
      mkdirSync(join(folder, ETC), { recursive: true });
      writeFileSync(
        Buffer.concat([
          Buffer.from(`${join(folder, ETC)}/ssh`),
          Buffer.from([0xff]),
          Buffer.from('.service'),
        ]),
        START,
      );
      symlinkSync('x', join(folder, ETC, 'x.service'));
      const evidence = openDirectory(folder, { audit: NO_AUDIT });
      if (!evidence.ok) throw new Error(evidence.error.reason);
      const items = collect(evidence.value);
      expect(refusedOf(items).map(({ name }) => name)).toEqual(['ssh\ufffd.service']);
      expect(items.some((item) => item.type === 'diagnostic' && item.severity === 'error')).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it.skipIf(!existsSync('/usr/bin/systemctl'))('systemctl lists none of them either (needs systemd)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'daemonscope-refused-'));
    try {
      mkdirSync(join(folder, ETC, 'folder.service'), { recursive: true });
      for (const name of ['ѕѕh.service', 'a b.service', '@x.service', 'good.service']) {
        writeFileSync(join(folder, ETC, name), START);
      }
      const { stdout } = spawnSync(
        '/usr/bin/systemctl',
        [`--root=${folder}`, 'list-unit-files', '--no-legend', '--plain'],
        { encoding: 'utf8' },
      );
      expect(stdout.split('\n').flatMap((line) => line.split(/\s+/)[0] || [])).toEqual(['good.service']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
