import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { BUILT_IN_RULES } from '../../main/detect/built-in-rules.ts';
import { loadBuiltInRules } from '../../main/detect/rule-set.ts';
import { NO_AUDIT } from '../../main/evidence/audit.ts';
import { openDirectory } from '../../main/evidence/directory-evidence.ts';
import { levelRank } from '../../shared/level.ts';
import type { Finding } from '../../shared/model/finding.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';
import { DEBIAN_ROOT } from '../support/debian-root.ts';
import { runTriage } from '../support/run-triage.ts';

/** A server as Debian installs it: what is clean must look clean, and each change must be told apart. */
const ROOT = DEBIAN_ROOT ?? '/';
const RULES = loadBuiltInRules(BUILT_IN_RULES);
const HOST = 'debian-server';
const ACCEPTED = (
  parse(readFileSync(join(import.meta.dirname, '..', 'fixtures', 'accepted-hits.yml'), 'utf8')) as {
    accepted: { host: string; rule: string; subject: string; reason: string }[];
  }
).accepted.filter((entry) => entry.host === HOST);
/** Files that maintainer scripts write: no package lists them. */
const WRITTEN_BY_SCRIPTS = ['/etc/default/mdadm', '/etc/default/nfs-kernel-server'];

async function triageFolder(path: string): Promise<TriageResult> {
  const opened = openDirectory(path, { audit: NO_AUDIT });
  if (!opened.ok) throw new Error(opened.error.reason);
  return runTriage(opened.value, RULES, { maxHashSize: 512 << 20 });
}

const line = (finding: Finding): string =>
  `${finding.level} ${finding.rule} ${finding.subject.name}: ${finding.why}`;

describe.skipIf(DEBIAN_ROOT === null)('a freshly installed Debian server (needs root on Debian)', () => {
  let result: TriageResult;
  beforeAll(async () => {
    result = await triageFolder(ROOT);
  }, 120_000);

  it('is read whole: its units, init scripts and packages, with nothing left unread', () => {
    expect(result.services.length).toBeGreaterThan(350);
    expect(result.coverage.filter((row) => row.outcome === 'failed')).toEqual([]);
    expect(result.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
    const packages = result.coverage.find((row) => row.source === 'package-databases');
    expect(packages?.counts['dpkg']).toBeGreaterThan(200);
  });

  it('has nothing at medium or above', () => {
    const surprising = result.findings.filter((finding) => levelRank(finding.level) >= levelRank('medium'));
    expect(surprising.map(line)).toEqual([]);
  });

  it('has at most five findings at low, each reviewed', () => {
    const low = result.findings.filter((finding) => finding.level === 'low');
    const reviewed = (finding: Finding) =>
      ACCEPTED.some((entry) => entry.rule === finding.rule && entry.subject === finding.subject.name);
    expect(low.filter((finding) => !reviewed(finding)).map(line)).toEqual([]);
    expect(low.length).toBeLessThanOrEqual(5);
  });

  it('has every unit and program owned by a package and unchanged', () => {
    const others = result.binaries.filter(
      ({ state, package: owner, path }) =>
        state === 'found' && owner?.state !== 'owned-unchanged' && !WRITTEN_BY_SCRIPTS.includes(path),
    );
    expect(others.map(({ path, package: owner }) => `${path} ${owner?.state}`)).toEqual([]);
    expect(result.binaries.filter(({ state }) => state === 'found').length).toBeGreaterThan(400);
  });

  describe('with four changes', () => {
    const copy = mkdtempSync(join(tmpdir(), 'daemonscope-debian-changed-'));
    let changed: TriageResult;
    /** A new file in the place of a hard link, so that the original keeps its bytes. */
    const replace = (path: string, change: (bytes: Buffer) => Buffer): void => {
      const target = join(copy, path);
      writeFileSync(`${target}.new`, change(readFileSync(target)), { mode: 0o755 });
      renameSync(`${target}.new`, target);
    };
    const run = (program: string, ...args: string[]): void => {
      const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
      if (status !== 0) throw new Error(`${program}: ${stderr}`);
    };

    beforeAll(async () => {
      for (const folder of ['etc', 'usr', 'var', 'bin', 'sbin', 'lib']) {
        run('cp', '-al', join(ROOT, folder), copy);
      }
      replace('/usr/sbin/sshd', (bytes) => {
        const other = Buffer.from(bytes);
        other[other.length - 1] = (other.at(-1) ?? 0) ^ 1;
        return other;
      });
      writeFileSync(
        join(copy, 'etc/systemd/system/added.service'),
        '[Service]\nExecStart=/usr/sbin/sshd -D\n[Install]\nWantedBy=multi-user.target\n',
      );
      replace('/etc/init.d/cron', (bytes) => Buffer.concat([bytes, Buffer.from('# edited\n')]));
      run('dpkg-divert', '--root', copy, '--local', '--rename', '--add', '/usr/sbin/chronyd');
      writeFileSync(join(copy, 'usr/sbin/chronyd'), 'in its place', { mode: 0o755 });
      changed = await triageFolder(copy);
    }, 180_000);
    afterAll(() => rmSync(copy, { recursive: true, force: true }));

    it('tells exactly those four apart', () => {
      const before = new Map(result.binaries.map(({ path, package: owner }) => [path, owner?.state]));
      const states = changed.binaries
        .filter(({ state, path, package: owner }) => state === 'found' && before.get(path) !== owner?.state)
        .map(({ path, package: owner }) => [path, owner?.state, owner?.diverted?.to ?? null]);
      expect(states.sort()).toEqual([
        ['/etc/init.d/cron', 'conffile-changed', null],
        ['/etc/systemd/system/added.service', 'not-owned', null],
        ['/usr/sbin/chronyd', 'not-owned', '/usr/sbin/chronyd.distrib'],
        ['/usr/sbin/sshd', 'owned-changed', null],
      ]);
    });

    it('says the same as dpkg --verify of the changed program', () => {
      const { stdout } = spawnSync('dpkg', ['--root', copy, '--verify', 'openssh-server'], {
        encoding: 'utf8',
      });
      expect(stdout).toMatch(/^\?\?5\?+\s+\/usr\/sbin\/sshd$/m);
    });
  });
});
