import { describe, expect, it } from 'vitest';
import { parseBootEntries } from '../../main/formats/kernel-command-line/parse-boot-entries.ts';
import { source } from '../../main/sources/kernel-command-line.ts';
import { collectLinux } from '../support/linux-source.ts';

const KERNEL = '/usr/lib/modules/6.1.0-18-amd64';
const entry = (words: string): string => `menuentry 'x' {\n  linux /vmlinuz root=/dev/sda1 ${words}\n}\n`;

describe('what a boot loader tells systemd', () => {
  it('is one record for each line that starts, masks or loads something', () => {
    const { services, counts } = collectLinux(source, {
      [`${KERNEL}/modules.dep`]: 'misc/rk.ko:\n',
      [`${KERNEL}/misc/rk.ko`]: 'ELF',
      '/opt/start': 'ELF',
      '/boot/grub/grub.cfg':
        entry('quiet') +
        entry('init=/opt/start modules_load=loop,rk systemd.wants=a.service systemd.wants=b.service') +
        entry('init=/opt/start modules_load=loop,rk systemd.wants=a.service systemd.wants=b.service'),
      '/etc/default/grub':
        'GRUB_CMDLINE_LINUX_DEFAULT="quiet systemd.debug-shell systemd.mask=auditd.service"\n',
      '/boot/efi/EFI/debian/grub.cfg': 'linuxefi /vmlinuz "systemd.run=/opt/start --now" -- init=/opt/x\n',
    });
    expect(counts).toMatchObject({ files: 3, lines: 5, telling: 3 });
    expect(services.map(({ id, command }) => [id, command])).toEqual([
      [
        'linux:kernel-command-line:/boot/grub/grub.cfg:5',
        'init=/opt/start modules_load=loop,rk systemd.wants=a.service systemd.wants=b.service',
      ],
      ['linux:kernel-command-line:/etc/default/grub:1', 'systemd.debug-shell systemd.mask=auditd.service'],
      ['linux:kernel-command-line:/boot/efi/EFI/debian/grub.cfg:1', 'systemd.run=/opt/start --now'],
    ]);
    const [grub, settings, efi] = services;
    expect(grub?.payloads.map(({ role, path, state }) => [role, path, state])).toEqual([
      ['image', '/opt/start', 'found'],
      ['kernel-module', `${KERNEL}/misc/rk.ko`, 'found'],
    ]);
    expect(grub?.activator?.startsUnit).toBe('a.service b.service');
    expect(settings?.activator).toMatchObject({
      startsUnit: 'debug-shell.service',
      properties: { Masks: 'auditd.service' },
    });
    expect(efi?.payloads.map(({ path, arguments: rest }) => [path, rest])).toEqual([['/opt/start', '--now']]);
  });

  it('is nothing where the parameters are the usual ones', () => {
    const { services, counts } = collectLinux(source, {
      '/boot/grub2/grub.cfg': entry(
        'init=/usr/lib/systemd/systemd systemd.unit=rescue.target systemd.debug_shell=no',
      ),
      '/boot/loader/entries/a.conf': 'title A\noptions root=/dev/sda1 rhgb quiet\n',
      '/boot/loader/entries/README': 'options init=/opt/x\n',
    });
    expect(services).toEqual([]);
    expect(counts).toMatchObject({ files: 2, lines: 2, telling: 0 });
  });

  it('is missing where there is no boot loader, and told where a file cannot be read', () => {
    expect(collectLinux(source, { '/etc/x': '' }).outcome).toBe('notPresent');
    const lost = collectLinux(source, { '/boot/grub/grub.cfg': { unreadable: 'EACCES' } });
    expect(lost.counts).toMatchObject({ unreadable: 1 });
    expect(lost.diagnostics).toHaveLength(1);
  });
});

describe('boot entries', () => {
  it.each([
    ['plain', '# none\nquiet init=/x\n', [[2, 'quiet', 'init=/x']]],
    ['settings', 'GRUB_TIMEOUT=1\nGRUB_CMDLINE_LINUX=\'a "b c"\'\n', [[2, 'a', 'b c']]],
    ['entries', 'set kernelopts="root=/dev/sda1 a"\n', [[1, 'root=/dev/sda1', 'a']]],
    ['entries', 'APPEND root=/dev/sda1 \\\n  x=1\n', [[1, 'root=/dev/sda1', 'x=1']]],
    ['entries', 'initrd /x\nlinux\n', []],
    ['entries', 'options "a b', [[1, 'a', 'b']]],
  ] as const)('of kind %s: %j', (kind, text, expected) => {
    expect(parseBootEntries(text, kind).lines.map(({ line, words }) => [line, ...words])).toEqual(expected);
  });

  it('of a hostile file cost little', () => {
    const started = performance.now();
    parseBootEntries(`options ${'"'.repeat(200_000)}\n`, 'entries');
    parseBootEntries(`GRUB_CMDLINE_LINUX=${`"'`.repeat(100_000)}\n`, 'settings');
    expect(parseBootEntries('options x\n'.repeat(300_000), 'entries').cut).toBe(true);
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
