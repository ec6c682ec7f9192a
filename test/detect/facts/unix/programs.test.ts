import { describe, expect, it } from 'vitest';
import {
  inlineCode,
  isProgram,
  payloadPaths,
  programNames,
} from '../../../../main/detect/facts/unix/programs.ts';
import { payload } from '../linux/linux-record.ts';

describe('programs of Unix commands', () => {
  it.each([
    ['/usr/sbin/sshd -D', ['sshd']],
    ['/usr/bin/env FOO=1 nice -n 5 /opt/X/Run', ['env', 'nice', 'run']],
    ['/bin/sh -c "curl http://h/x | sudo bash"', ['sh', 'curl', 'sudo', 'bash']],
    ['/usr/bin/python3 /opt/x/Responder.py -I eth0', ['python3', 'responder.py']],
    ['', []],
  ])('%s runs %s', (command, names) => {
    expect(programNames([command])).toEqual(names);
  });

  it('takes words as they are', () => {
    expect(programNames([['/bin/sh', '-c', 'nc -l 1; id']])).toEqual(['sh', 'nc', 'id']);
  });

  it('adds what the source resolved, but not what is only read', () => {
    const payloads = [payload('exec-start', '/opt/x'), payload('environment-file', '/etc/default/x')];
    expect(programNames([], payloads)).toEqual(['x']);
    expect(payloads.map(isProgram)).toEqual([true, false]);
    expect(payloadPaths(payloads)).toEqual(['/opt/x', '/etc/default/x']);
  });

  it('gives each piece of inline code once', () => {
    const found = payload('inline-code', '', { raw: 'id' });
    expect(inlineCode(["sh -c 'id'", 'perl -e 1'], [found])).toEqual(['id', '1']);
  });
});
