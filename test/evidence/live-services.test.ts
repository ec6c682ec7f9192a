import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHostCommand } from '../../main/evidence/host-command.ts';
import { jobOverrides, loadedJob, loadedJobs } from '../../main/evidence/live-jobs.ts';
import { loadedUnits } from '../../main/evidence/live-services.ts';
import { memoryAudit } from '../support/memory-audit.ts';

describe.skipIf(process.platform === 'win32')('programs of the host (skipped: no shell scripts here)', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'host-command-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function script(name: string, body: string): string {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\n${body}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  it('gives states of units and says in the audit log what was run', () => {
    const audit = memoryAudit();
    const program = script(
      'systemctl',
      'printf "Id=%s\\nActiveState=active\\n\\nId=$TZ.$LC_ALL\\n" a.service',
    );
    const found = loadedUnits({ audit, programs: [join(folder, 'absent'), program] });
    const ids = found.ok ? found.value.units.map(({ id }) => id) : found.error;
    expect(ids).toEqual(['a.service', 'UTC.C']);
    expect(audit.entries).toHaveLength(1);
    expect(audit.entries[0]).toMatchObject({
      path: program,
      detail: expect.stringContaining(`${program} show --all`),
    });
  });

  it('hands arguments over as they are and nothing of our environment', () => {
    const program = script('echo', 'for a in "$@"; do echo "<$a>"; done; echo "$LD_PRELOAD$HOME"; cat; pwd');
    const argv = ['a b', '*', '$(id)', ';x'];
    const found = runHostCommand({ programs: [program], argv }, memoryAudit());
    expect(found).toEqual({ ok: true, value: '<a b>\n<*>\n<$(id)>\n<;x>\n\n/\n' });
  });

  it('tells absence, failure, silence and floods apart', () => {
    const audit = memoryAudit();
    const absent = loadedUnits({ audit, programs: [join(folder, 'none')] });
    expect(absent).toMatchObject({ ok: false, error: { code: 'absent' } });
    const failing = script(
      'fails',
      'echo "System has not been booted with systemd" >&2; echo more >&2; exit 1',
    );
    expect(loadedUnits({ audit, programs: [failing] })).toEqual({
      ok: false,
      error: { code: 'failed', reason: 'System has not been booted with systemd (status 1)' },
    });
    const silent = script('silent', 'exit 0');
    expect(loadedUnits({ audit, programs: [silent] })).toMatchObject({
      ok: false,
      error: { code: 'failed' },
    });
    const flood = script('flood', 'exec head -c 40000000 /dev/zero');
    expect(loadedUnits({ audit, programs: [flood] })).toMatchObject({
      ok: false,
      error: { code: 'too-large' },
    });
    const killed = script('killed', 'kill -9 $$');
    expect(loadedUnits({ audit, programs: [killed] })).toMatchObject({
      error: { code: 'failed', reason: 'ended with signal SIGKILL' },
    });
    expect(audit.entries.map(({ action }) => action)).toEqual([
      'missing',
      'failed',
      'ran',
      'failed',
      'failed',
    ]);
  });

  it('does not wait for ever', () => {
    const slow = script('slow', 'exec sleep 60');
    const start = Date.now();
    expect(runHostCommand({ programs: [slow], argv: [], timeout: 300 }, memoryAudit())).toEqual({
      ok: false,
      error: { code: 'timeout', reason: 'no answer within 0.3 s' },
    });
    expect(Date.now() - start).toBeLessThan(20_000);
  });

  it('asks launchctl for domains, jobs and overrides', () => {
    const program = script(
      'launchctl',
      'case "$1 $2" in\n' +
        '"print system") printf "system = {\\n\\tservices = {\\n\\t\\t 5 - com.a\\n\\t}\\n}\\n";;\n' +
        '"print system/com.a") printf "system/com.a = {\\n\\tpid = 5\\n}\\n";;\n' +
        '"print-disabled gui/501") printf "disabled services = {\\n\\t\\"com.a\\" => disabled\\n}\\n";;\n' +
        '*) echo "Could not find service" >&2; exit 113;; esac',
    );
    const programs = [program];
    expect(loadedJobs('system', { programs })).toMatchObject({
      ok: true,
      value: { jobs: [{ label: 'com.a', pid: 5, status: '-' }] },
    });
    expect(loadedJob('system', 'com.a', { programs })).toMatchObject({ ok: true, value: { pid: 5 } });
    expect(jobOverrides('gui/501', { programs })).toEqual({
      ok: true,
      value: [{ label: 'com.a', disabled: true }],
    });
    expect(loadedJob('system', 'com.b', { programs })).toMatchObject({
      error: { reason: 'Could not find service (status 113)' },
    });
  });

  it('asks for no domain or label that is none', () => {
    const programs = [script('never', 'echo ran; exit 0')];
    for (const domain of ['', '-x', 'system/../x', 'gui/x', 'pid/1']) {
      expect(loadedJobs(domain, { programs })).toMatchObject({
        ok: false,
        error: { reason: 'not a domain of launchd' },
      });
    }
    for (const label of ['', '-x', 'a/b', 'a\nb']) {
      expect(loadedJob('system', label, { programs })).toMatchObject({ ok: false });
    }
  });

  it.skipIf(process.platform === 'darwin')('has no launchctl elsewhere (skipped: macOS)', () => {
    expect(loadedJobs('system')).toMatchObject({ ok: false, error: { code: 'absent' } });
  });
});
