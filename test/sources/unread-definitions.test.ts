import { describe, expect, it } from 'vitest';
import { unreadFiles } from '../../main/detect/facts/linux/unit-facts.ts';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import { source as cronReboot } from '../../main/sources/cron-reboot.ts';
import type { ArtefactSource } from '../../main/sources/source.ts';
import { source as startupScripts } from '../../main/sources/startup-scripts.ts';
import { source as systemdUnits } from '../../main/sources/systemd-units.ts';
import { source as sysvScripts } from '../../main/sources/sysv-scripts.ts';
import { source as udevRules } from '../../main/sources/udev-rules.ts';
import { hasGaps } from '../../main/triage/summary.ts';
import type { Coverage } from '../../shared/model/coverage.ts';
import type { Diagnostic } from '../../shared/model/diagnostic.ts';
import { fail } from '../../shared/result.ts';
import { collectLinux } from '../support/linux-source.ts';
import { runTriage } from '../support/run-triage.ts';

const MIB = 1 << 20;
const padding = (bytes: number): string => `# ${'x'.repeat(61)}\n`.repeat(Math.ceil(bytes / 64));
const UNIT = '/etc/systemd/system/padded.service';
const START = '[Service]\nExecStart=/usr/bin/miner --quiet\n';

function collected(source: ArtefactSource, tree: Parameters<typeof collectLinux>[1]) {
  const found = collectLinux(source, tree);
  const diagnostics = found.items.filter((item): item is Diagnostic => item.type === 'diagnostic');
  const coverage = found.items.filter((item): item is Coverage => item.type === 'coverage');
  return { ...found, gaps: diagnostics.filter(({ severity }) => severity === 'error'), coverage };
}

describe('definitions that are padded or cannot be read', () => {
  it('a unit of 9.7 MB shows its ExecStart, whichever side the padding is on', () => {
    for (const text of [padding(9_700_000) + START, START + padding(9_700_000)]) {
      const { one, gaps } = collected(systemdUnits, { [UNIT]: { content: text } });
      const record = one('padded.service');
      expect(record.command).toBe('/usr/bin/miner --quiet');
      expect(record.systemd?.unread).toEqual([]);
      expect(gaps).toEqual([]);
    }
  });

  it('a larger one shows what stands in its beginning, is marked, and is a gap', () => {
    const { one, gaps, coverage } = collected(systemdUnits, {
      [UNIT]: { content: START + padding(17 * MIB) },
    });
    const record = one('padded.service');
    expect(record.command).toBe('/usr/bin/miner --quiet');
    expect(record.systemd?.unread).toEqual([
      {
        path: UNIT,
        truncated: true,
        reason: expect.stringMatching(/^of 178\d+ bytes the first 16777216 were read$/),
      },
    ]);
    expect(gaps.map(({ code, path }) => [code, path])).toEqual([['unit-truncated', UNIT]]);
    expect(coverage[0]?.reason).toBe('1 files or folders could not be read to the end');
    expect(hasGaps({ coverage, diagnostics: gaps })).toBe(true);
  });

  it('of many padded units the first MiB is read once the allowance is spent', () => {
    const tree = Object.fromEntries(
      Array.from({ length: 6 }, (_, at) => [
        `/etc/systemd/system/p${at}.service`,
        { content: START + padding(15 * MIB) },
      ]),
    );
    const { services, gaps } = collected(systemdUnits, tree);
    expect(services.map(({ command }) => command)).toEqual(Array(6).fill('/usr/bin/miner --quiet'));
    expect(gaps.map(({ what }) => what.replace(/\d{8}/, 'N'))).toEqual(
      Array(gaps.length).fill('of N bytes the first 1048576 were read'),
    );
    expect(gaps.length).toBeGreaterThanOrEqual(3);
  });

  it('scripts, tables and rules behind padding are found', () => {
    const pad = padding(3 * MIB);
    const script = collected(startupScripts, {
      '/etc/rc.local': { content: `#!/bin/sh\n${'# x\n'.repeat(5000)}/usr/bin/miner\n`, mode: 0o755 },
    });
    expect(script.one('rc.local').command).toBe('/usr/bin/miner');
    const table = collected(cronReboot, {
      '/etc/crontab': { content: `${pad}@reboot root /usr/bin/miner\n` },
    });
    expect(table.services.map(({ command }) => command)).toEqual(['/usr/bin/miner']);
    const rules = collected(udevRules, {
      '/etc/udev/rules.d/1.rules': { content: `${pad}SUBSYSTEM=="net", RUN+="/usr/bin/miner"\n` },
    });
    expect(rules.services.map(({ command }) => command)).toEqual(['/usr/bin/miner']);
    for (const { gaps } of [script, table, rules]) expect(gaps).toEqual([]);
  });

  it('what lies behind a limit of lines is a gap, and the record says so', () => {
    const { one, gaps } = collected(startupScripts, {
      '/etc/rc.local': { content: `#!/bin/sh\n${'\n'.repeat(20_001)}/usr/bin/miner\n`, mode: 0o755 },
    });
    expect(one('rc.local').activator?.properties['Unread']).toMatch(/only the first lines/);
    expect(gaps.map(({ code }) => code)).toEqual(['startup-truncated']);
    const rules = collected(udevRules, {
      '/etc/udev/rules.d/1.rules': { content: 'SUBSYSTEM=="net", NAME="x"\n'.repeat(5_001) },
    });
    expect(rules.gaps.map(({ what }) => what)).toEqual([expect.stringMatching(/only the first 5000 lines/)]);
  });

  it('an init script behind a limit is marked too, for rules as well', () => {
    const path = '/etc/init.d/padded';
    const { one, gaps } = collected(sysvScripts, {
      [path]: { content: `#!/bin/sh\n${'\n'.repeat(20_001)}/usr/bin/miner\n`, mode: 0o755 },
      '/etc/init.d/whole': { content: '#!/bin/sh\n/usr/bin/fine\n', mode: 0o755 },
    });
    expect(one('padded').sysv?.unread).toMatch(/only the first lines/);
    expect(unreadFiles(one('padded'))).toEqual([expect.stringMatching(/^\/etc\/init.d\/padded: too long/)]);
    expect(one('whole').sysv?.unread).toBeNull();
    expect(unreadFiles(one('whole'))).toEqual([]);
    expect(gaps.map((gap) => [gap.code, gap.path])).toEqual([['startup-truncated', path]]);
  });

  it('files without permission are gaps by name, whatever kind they are', () => {
    for (const [source, path] of [
      [systemdUnits, UNIT],
      [cronReboot, '/var/spool/cron/crontabs/root'],
      [udevRules, '/etc/udev/rules.d/1.rules'],
      [startupScripts, '/etc/rc.local'],
    ] as const) {
      const evidence = memoryEvidence({ [path]: { content: 'x', mode: 0o600 } });
      const read: typeof evidence.read = () => fail({ code: 'unreadable', path, reason: 'EACCES' });
      const { gaps, coverage } = collected(source, { ...evidence, read });
      expect(gaps.map((gap) => [gap.path, gap.what])).toEqual([[path, 'EACCES']]);
      expect(hasGaps({ coverage, diagnostics: gaps })).toBe(true);
    }
  });

  it('a whole run over a truncated unit says that parts could not be read', async () => {
    const result = await runTriage(
      memoryEvidence({
        '/etc/os-release': { content: 'ID=debian\n' },
        [UNIT]: { content: START + padding(17 * MIB) },
      }),
      [],
    );
    expect(hasGaps(result)).toBe(true);
    expect(result.summary.verdict).toMatch(/part of the evidence could not be read/);
  }, 20_000);
});
