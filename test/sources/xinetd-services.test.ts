import { describe, expect, it } from 'vitest';
import { source } from '../../main/sources/xinetd-services.ts';
import { collectLinux } from '../support/linux-source.ts';

describe('xinetd-services', () => {
  it('reads services, defaults and included folders', () => {
    const { one, counts, diagnostics } = collectLinux(source, {
      '/etc/xinetd.conf':
        'defaults\n{\n  disabled = chargen\n}\nincludedir /etc/xinetd.d\nincludedir /opt/xinetd\n',
      '/etc/xinetd.d/shell': `service shell
{
  port = 4444
  protocol = tcp
  user = root
  server = /bin/bash
  server_args = -c
  server_args += /tmp/x
  disable = no
}
`,
      '/etc/xinetd.d/off': 'service off {\n server = /x\n disable = yes\n}\n',
      '/etc/xinetd.d/x.rpmsave': 'service no {\n}\n',
      '/opt/xinetd/chargen': 'service chargen\n{\n type = INTERNAL\n}\n',
      '/bin/bash': 'ELF',
    });
    expect(one('shell')).toMatchObject({
      id: 'linux:xinetd:/etc/xinetd.d/shell:6',
      kind: 'job',
      command: '/bin/bash -c /tmp/x',
      image: { path: '/bin/bash', state: 'found' },
      enabled: true,
      startMode: 'demand',
      account: 'root',
      activator: { mechanism: 'xinetd', trigger: 'tcp 4444' },
      provenance: [{ locator: { key: 'server', line: 6 } }],
    });
    expect(one('shell').payloads.map(({ role }) => role)).toEqual(['image', 'hosted-program', 'inline-code']);
    expect(one('off')).toMatchObject({ enabled: false, startMode: 'disabled' });
    expect(one('chargen')).toMatchObject({ enabled: false, image: null });
    expect(counts).toMatchObject({ xinetd: 3, disabled: 2 });
    expect(diagnostics).toEqual([]);
  });

  it('reads inetd.conf, and what tcpd runs', () => {
    const { services } = collectLinux(source, {
      '/etc/inetd.conf':
        '#<off># ftp stream tcp nowait root /x x\ntelnet stream tcp nowait root.sys /usr/sbin/tcpd /usr/sbin/in.telnetd -h\ntime dgram udp wait root internal\nbad line\n',
    });
    expect(
      services.map(({ name, account, payloads }) => [name, account, payloads.map(({ path }) => path)]),
    ).toEqual([
      ['inetd.conf:2', 'root', ['/usr/sbin/tcpd', '/usr/sbin/in.telnetd']],
      ['inetd.conf:3', 'root', []],
    ]);
    expect(collectLinux(source, {}).outcome).toBe('notPresent');
  });
});
