import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NO_AUDIT } from '../../../main/evidence/audit.ts';
import { openDirectory } from '../../../main/evidence/directory-evidence.ts';
import { source as generators } from '../../../main/sources/systemd-generators.ts';
import { source as sysv } from '../../../main/sources/sysv-scripts.ts';
import { collectLinux } from '../../support/linux-source.ts';
import { STARTUP_SOURCES } from './startup-sources.ts';

const isDebian = existsSync('/etc/debian_version') && process.getuid?.() === 0;

describe.skipIf(!isDebian)('the root of a real Debian (skipped elsewhere, and without root)', () => {
  it.each(STARTUP_SOURCES)('$id reads it', (source) => {
    const evidence = openDirectory('/', { audit: NO_AUDIT });
    if (!evidence.ok) throw new Error(evidence.error.reason);
    const { outcome } = collectLinux(source, evidence.value);
    expect(outcome).not.toBe('failed');
  });

  it('has a record of every init script and generator', () => {
    const evidence = openDirectory('/', { audit: NO_AUDIT });
    if (!evidence.ok) throw new Error(evidence.error.reason);
    const names = (folder: string) => (existsSync(folder) ? readdirSync(folder) : []);
    const scripts = names('/etc/init.d').filter((name) => !/^(?:README|skeleton)$|^\./.test(name));
    expect(collectLinux(sysv, evidence.value).services.map(({ name }) => name)).toEqual(scripts.sort());
    const made = new Set(collectLinux(generators, evidence.value).services.map(({ name }) => name));
    for (const name of names('/usr/lib/systemd/system-generators')) expect(made).toContain(name);
  });
});
