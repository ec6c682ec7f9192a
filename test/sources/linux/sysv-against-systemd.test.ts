import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NO_AUDIT } from '../../../main/evidence/audit.ts';
import { openDirectory } from '../../../main/evidence/directory-evidence.ts';
import { unitOfScript } from '../../../main/sources/linux/native-units.ts';
import { source } from '../../../main/sources/sysv-scripts.ts';
import { collectLinux } from '../../support/linux-source.ts';

const GENERATOR = '/usr/lib/systemd/system-generators/systemd-sysv-generator';

const SCRIPT = '#!/bin/sh\n### BEGIN INIT INFO\n# Provides: other\n### END INIT INFO\n';
const LINKS = {
  'rc2.d/S01a': '../init.d/a',
  'rcS.d/S02b.sh': '../init.d/b.sh',
  'rc3.d/S03noexec': '../init.d/noexec',
  'rc3.d/S03withunit': '../init.d/withunit',
  'rc3.d/S03masked': '../init.d/masked',
  'rc4.d/S04elsewhere': '/opt/somewhere',
  'rc5.d/S05odd name': '../init.d/odd name',
  'rc5.d/S06renamed': '../init.d/target',
  'rc1.d/S05single': '../init.d/single',
  'rc2.d/K05stopped': '../init.d/stopped',
  'rc2.d/S05gone': '../init.d/gone',
};

describe.skipIf(!existsSync(GENERATOR))('init scripts (skipped without systemd-sysv-generator)', () => {
  it('are enabled and replaced exactly as systemd says', () => {
    const root = mkdtempSync(join(tmpdir(), 'daemonscope-sysv-'));
    try {
      const units = join(root, 'etc/systemd/system');
      mkdirSync(units, { recursive: true });
      mkdirSync(join(root, 'etc/init.d'));
      for (const level of '0123456S') mkdirSync(join(root, `etc/rc${level}.d`));
      const names = [
        'a',
        'b.sh',
        'noexec',
        'withunit',
        'masked',
        'elsewhere',
        'odd name',
        'target',
        'single',
        'stopped',
      ];
      for (const name of names) {
        writeFileSync(join(root, 'etc/init.d', name), SCRIPT);
        chmodSync(join(root, 'etc/init.d', name), name === 'noexec' ? 0o644 : 0o755);
      }
      for (const [path, target] of Object.entries(LINKS)) symlinkSync(target, join(root, 'etc', path));
      writeFileSync(join(units, 'withunit.service'), '[Service]\nExecStart=/bin/true\n');
      symlinkSync('/dev/null', join(units, 'masked.service'));
      mkdirSync(join(root, 'out'));

      const output = join(root, 'out');
      const env = {
        PATH: '/usr/bin:/bin',
        SYSTEMD_UNIT_PATH: units,
        SYSTEMD_SYSVINIT_PATH: join(root, 'etc/init.d'),
        SYSTEMD_SYSVRCND_PATH: join(root, 'etc'),
      };
      spawnSync(GENERATOR, [output, output, output], { env, timeout: 30_000 });
      const wants = ['multi-user', 'graphical'].map((target) => join(output, `${target}.target.wants`));
      const started = new Set(
        wants.filter((folder) => existsSync(folder)).flatMap((folder) => readdirSync(folder)),
      );
      const made = new Set(readdirSync(output));

      const evidence = openDirectory(root, { audit: NO_AUDIT });
      if (!evidence.ok) throw new Error(evidence.error.reason);
      const { services } = collectLinux(source, evidence.value);
      const scripts = services.filter(({ sysv }) => names.includes(sysv?.script.split('/').at(-1) ?? ''));
      expect(scripts).toHaveLength(names.length);
      for (const { name, enabled, sysv } of scripts) {
        const unit = unitOfScript(name);
        expect({ name, enabled }).toEqual({ name, enabled: started.has(unit) });
        const isMade = made.has(unit) || name === 'noexec';
        expect({ name, replaced: sysv?.replacedByUnit !== null }).toEqual({ name, replaced: !isMade });
      }
      expect(started.size).toBe(3);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
