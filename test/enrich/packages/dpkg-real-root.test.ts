import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPackages } from '../../../main/enrich/packages/packages.ts';
import { NO_AUDIT } from '../../../main/evidence/audit.ts';
import { openDirectory } from '../../../main/evidence/directory-evidence.ts';
import { DebianRoot, dpkgAvailable } from './debian-root.ts';
import { digestsOf } from './digests-of.ts';

const UNITS = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'];
const unit = (name: string) => `/lib/systemd/system/${name}.service`;
const program = (name: string) => `/usr/sbin/${name}`;

describe.skipIf(!dpkgAvailable)('a root of the real dpkg (needs dpkg and root)', () => {
  let root: DebianRoot;
  const ask = (path: string) => {
    const evidence = openDirectory(root.path, { audit: NO_AUDIT });
    if (!evidence.ok) throw new Error(evidence.error.reason);
    const found = evidence.value.lookup(path);
    if (found.state !== 'file') throw new Error(`${path}: ${found.state}`);
    const packages = openPackages(evidence.value);
    const answer = packages.ownership(found.path, digestsOf(readFileSync(root.at(path))));
    expect(packages.diagnostics).toEqual([]);
    return answer;
  };
  const states = (paths: readonly string[]) => paths.map((path) => ask(path).state);

  beforeAll(() => {
    root = new DebianRoot({ merged: true });
    root.install(
      ...UNITS.map((name) => ({
        name,
        files: {
          [unit(name)]: `[Service]\nExecStart=${program(name)}\n`,
          [program(name)]: `#!/bin/sh\necho ${name}\n`,
          [`/etc/init.d/${name}`]: `#!/bin/sh\n# ${name}\n`,
        },
        conffiles: [`/etc/init.d/${name}`],
      })),
    );
  }, 60_000);
  afterAll(() => root.remove());

  it('says of all that was shipped that it is unchanged', () => {
    const shipped = UNITS.flatMap((name) => [`/usr${unit(name)}`, program(name), `/etc/init.d/${name}`]);
    expect(new Set(states(shipped))).toEqual(new Set(['owned-unchanged']));
    expect(root.dpkg('--verify')).toBe('');
    expect(ask(`/usr${unit('alpha')}`)).toMatchObject({
      database: 'dpkg',
      package: 'alpha',
      version: '1.0-1',
      conffile: false,
      algorithm: 'md5',
    });
  });

  it('tells four changes apart, and nothing else has changed', () => {
    const content = readFileSync(root.at(program('beta')));
    content[content.length - 2] = (content[content.length - 2] ?? 0) ^ 1;
    writeFileSync(root.at(program('beta')), content);
    writeFileSync(root.at('/usr/lib/systemd/system/added.service'), '[Service]\nExecStart=/tmp/x\n');
    writeFileSync(root.at('/etc/init.d/gamma'), '#!/bin/sh\n# edited\n');
    root.divert(program('delta'), `${program('delta')}.distrib`);
    writeFileSync(root.at(program('delta')), '#!/bin/sh\n# in its place\n');

    expect(ask(program('beta'))).toMatchObject({ state: 'owned-changed', package: 'beta' });
    expect(ask('/usr/lib/systemd/system/added.service')).toMatchObject({ state: 'not-owned', package: null });
    expect(ask('/etc/init.d/gamma')).toMatchObject({ state: 'conffile-changed', package: 'gamma' });
    const diverted = { to: `${program('delta')}.distrib`, by: null };
    expect(ask(program('delta'))).toMatchObject({ state: 'not-owned', diverted });
    expect(ask(`${program('delta')}.distrib`)).toMatchObject({
      state: 'owned-unchanged',
      package: 'delta',
      diverted,
    });
    const rest = UNITS.flatMap((name) => [
      `/usr${unit(name)}`,
      ...(['beta', 'delta'].includes(name) ? [] : [program(name)]),
      ...(name === 'gamma' ? [] : [`/etc/init.d/${name}`]),
    ]);
    expect(new Set(states(rest))).toEqual(new Set(['owned-unchanged']));
    // dpkg's own answer: the changed file and the conffile.
    const verified = execFileSync('dpkg', [`--root=${root.path}`, '--verify'], { encoding: 'utf8' });
    expect(verified.trim().split('\n').sort()).toEqual([
      `??5??????   ${program('beta')}`,
      '??5?????? c /etc/init.d/gamma',
    ]);
  });

  it("leaves a diverting package's own file its own", () => {
    root.divert(program('epsilon'), `${program('epsilon')}.real`, 'zeta');
    root.install({ name: 'zeta', files: { [program('epsilon')]: 'zeta wraps epsilon\n' } });
    expect(ask(program('epsilon'))).toMatchObject({
      state: 'owned-unchanged',
      package: 'zeta',
      diverted: null,
    });
    expect(ask(`${program('epsilon')}.real`)).toMatchObject({
      state: 'owned-unchanged',
      package: 'epsilon',
      diverted: { to: `${program('epsilon')}.real`, by: 'zeta' },
    });
  });

  it("keeps a removed package's conffiles, and nothing else of it", () => {
    root.dpkg('--remove', 'alpha');
    expect(ask('/etc/init.d/alpha')).toMatchObject({
      state: 'owned-unchanged',
      package: 'alpha',
      conffile: true,
    });
    writeFileSync(root.at(program('alpha')), `#!/bin/sh\necho alpha\n`);
    expect(ask(program('alpha')).state).toBe('not-owned');
    root.dpkg('--purge', 'alpha');
    writeFileSync(root.at('/etc/init.d/alpha'), '#!/bin/sh\n# alpha\n');
    expect(ask('/etc/init.d/alpha').state).toBe('not-owned');
  });

  it('knows two architectures of one package, and an upgrade', () => {
    const files = { '/usr/share/doc/twin/copyright': 'shared\n' };
    for (const architecture of ['amd64', 'i386']) root.dpkg('--add-architecture', architecture);
    root.install(
      ...['amd64', 'i386'].map((architecture) => ({
        name: 'twin',
        architecture,
        multiArch: 'same',
        files: { ...files, [`/usr/lib/${architecture}/twin.so`]: architecture },
      })),
    );
    expect(ask('/usr/lib/amd64/twin.so')).toMatchObject({ state: 'owned-unchanged', package: 'twin' });
    expect(ask('/usr/lib/i386/twin.so')).toMatchObject({ state: 'owned-unchanged', package: 'twin' });
    expect(ask('/usr/share/doc/twin/copyright').state).toBe('owned-unchanged');
    root.install({ name: 'beta', version: '2.0-1', files: { [program('beta')]: 'new\n' } });
    expect(ask(program('beta'))).toMatchObject({ state: 'owned-unchanged', version: '2.0-1' });
    expect(ask('/etc/init.d/beta')).toMatchObject({ state: 'owned-unchanged', conffile: true });
  });

  it('has a database that cannot be read', () => {
    renameSync(root.at('/var/lib/dpkg/info'), root.at('/var/lib/dpkg/gone'));
    const evidence = openDirectory(root.path, { audit: NO_AUDIT });
    if (!evidence.ok) throw new Error(evidence.error.reason);
    const packages = openPackages(evidence.value);
    expect(packages.ownership(program('gamma'), null).state).toBe('no-database');
    expect(packages.diagnostics.map(({ code }) => code)).toEqual(['package-lists-absent']);
  });
});
