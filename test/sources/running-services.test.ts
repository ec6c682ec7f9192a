import { describe, expect, it } from 'vitest';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import { runningServices } from '../../main/sources/linux/running.ts';
import type { Root } from '../../main/sources/root.ts';
import { source } from '../../main/sources/running-services.ts';
import { memoryAudit } from '../support/memory-audit.ts';

const ROOT: Root = {
  layout: 'linux-volume',
  platform: 'linux',
  base: '',
  configFolder: null,
  systemFolder: null,
  folders: [],
  filesComplete: true,
  reason: '',
};

describe('running-services', () => {
  it('is no source of Windows or macOS roots', () => {
    expect(source.applies(ROOT)).toBe(true);
    expect(source.applies({ ...ROOT, platform: 'macos', layout: 'macos-volume' })).toBe(false);
  });

  it('does not apply to an image, and touches nothing of this host for it', () => {
    const audit = memoryAudit();
    const context = { evidence: memoryEvidence({ '/etc/passwd': '' }, { audit }), root: ROOT, audit };
    expect([...source.collect(context)]).toEqual([
      {
        type: 'coverage',
        source: 'running-services',
        outcome: 'notApplicable',
        counts: {},
        reason: 'the evidence is not the running host, so nothing of it runs',
      },
    ]);
    expect(audit.entries).toEqual([]);
  });

  it.skipIf(process.platform !== 'linux')('covers the running host once (skipped: not Linux)', () => {
    const audit = memoryAudit();
    const context = { evidence: memoryEvidence({}, { kind: 'live' }), root: ROOT, audit };
    const items = [...source.collect(context)];
    const before = audit.entries.length;
    expect(runningServices(context)).toBe(runningServices(context));
    expect([...source.collect(context)]).toEqual(items);
    expect(audit.entries).toHaveLength(before);

    const coverage = items.at(-1);
    expect(coverage).toMatchObject({ type: 'coverage', outcome: 'collected' });
    const { counts, gaps } = runningServices(context);
    expect(counts['processes']).toBeGreaterThan(1);
    expect(items).toHaveLength(gaps.length + 1);
    for (const item of items.slice(0, -1)) {
      expect(item).toMatchObject({ type: 'diagnostic', code: 'running-not-seen', severity: 'warning' });
    }
    // Running a program of the host is a footprint: the log names it, or that it is not there.
    expect(audit.entries.some(({ path }) => path.endsWith('/systemctl'))).toBe(true);
  });
});
