import { describe, expect, it } from 'vitest';
import { memoryEvidence } from '../../../main/evidence/memory-evidence.ts';
import { commandPayloads } from '../../../main/sources/unix/command-payloads.ts';
import { UnixFiles } from '../../../main/sources/unix/file-lookup.ts';
import { LINUX_COLLECTION, LINUX_VOLUME } from '../../support/linux-source.ts';

const NEW = '/usr/lib/modules/6.1.0-18-amd64';
const OLD = '/usr/lib/modules/6.1.0-9-amd64';
const TREE = {
  '/lib': { link: 'usr/lib' },
  '/usr/sbin/modprobe': '',
  '/usr/sbin/insmod': '',
  [`${NEW}/modules.dep`]: 'kernel/net/snd-x.ko.xz:\nkernel/gone.ko:\n',
  [`${NEW}/modules.builtin`]: 'kernel/fs/ext4/ext4.ko\n',
  [`${NEW}/modules.alias`]: 'alias net-pf-99 snd_x\nalias round round\n',
  [`${NEW}/kernel/net/snd-x.ko.xz`]: 'new',
  [`${NEW}/misc/deep/hidden-one.ko`]: 'hidden',
  [`${NEW}/misc/ext4.ko`]: 'never loaded',
  [`${NEW}/build`]: { link: '/usr/src' },
  '/usr/src/hidden-two.ko': '',
  [`${OLD}/kernel/net/snd-x.ko`]: 'old',
  '/opt/m/lib/modules/6.1.0-18-amd64/rk.ko': 'elsewhere',
  '/opt/rk.ko': '',
  '/etc/my.conf': 'alias other snd_x\n',
};

function modules(command: string, root = LINUX_VOLUME, workingDirectory: string | null = null) {
  const files = new UnixFiles(memoryEvidence(TREE), root);
  const words = command.match(/'[^']*'|\S+/g)?.map((word) => word.replaceAll("'", '')) ?? [];
  return commandPayloads(words, { role: 'exec-start', from: 'ExecStart', workingDirectory }, files)
    .filter(({ role }) => role === 'kernel-module')
    .map(({ path, state, raw }) => `${raw}: ${path} ${state}`);
}

const SND = [`snd-x: ${NEW}/kernel/net/snd-x.ko.xz found`, `snd-x: ${OLD}/kernel/net/snd-x.ko found`];

describe('kernel modules of commands', () => {
  it('finds the file of a name in every kernel, the newest first', () => {
    expect(modules('/sbin/modprobe snd-x')).toEqual(SND);
    expect(modules("/bin/sh -c 'busybox modprobe -q snd-x model=generic'")).toEqual(SND);
    expect(modules('sudo modprobe -S 6.1.0-9-amd64 snd-x')).toEqual(SND.slice(1));
  });

  it('takes several names only with -a', () => {
    expect(modules('modprobe snd-x hidden_one').length).toBe(2);
    expect(modules('modprobe -abq snd-x hidden_one')).toEqual([
      ...SND,
      `hidden_one: ${NEW}/misc/deep/hidden-one.ko found`,
    ]);
  });

  it('says nothing of what is built in, unknown or behind a link', () => {
    expect(modules('modprobe ext4')).toEqual([]);
    expect(modules('modprobe nothing')).toEqual([]);
    expect(modules('modprobe hidden_two')).toEqual([]);
    expect(modules('modprobe round')).toEqual([]);
  });

  it('says what modules.dep lists and is not there', () => {
    expect(modules('modprobe gone')).toEqual([`gone: ${NEW}/kernel/gone.ko missing`]);
    expect(modules('modprobe gone', LINUX_COLLECTION)).toEqual([
      `gone: ${NEW}/kernel/gone.ko not-in-evidence`,
    ]);
  });

  it('follows aliases of the kernel and of settings', () => {
    expect(modules('modprobe net-pf-99')).toEqual([`net-pf-99: ${NEW}/kernel/net/snd-x.ko.xz found`]);
    expect(modules('modprobe other')).toEqual([]);
    expect(modules('modprobe -C /etc/my.conf other').length).toBe(2);
    expect(modules('modprobe --config=/etc/my.conf other').length).toBe(2);
  });

  it('takes what settings call so before the module of that name, every one, and no alias of an alias, as modprobe -R does', () => {
    const config = 'alias snd_x rk\nalias usb* rk\nalias usb-x hidden_one\nalias a b\nalias b rk\n';
    const tree = {
      ...TREE,
      [`${NEW}/kernel/rk.ko`]: 'ELF',
      [`${NEW}/modules.dep`]: 'kernel/rk.ko:\nkernel/net/snd-x.ko.xz:\n',
      '/etc/modprobe.d/x.conf': config,
    };
    const files = new UnixFiles(memoryEvidence(tree), LINUX_VOLUME);
    const found = (name: string): string[] =>
      commandPayloads(
        ['modprobe', '-S', NEW.slice(NEW.lastIndexOf('/') + 1), name],
        { role: 'exec-start', from: 'ExecStart' },
        files,
      )
        .filter(({ role }) => role === 'kernel-module')
        .map(({ path }) => path.slice(path.lastIndexOf('/') + 1));
    expect(found('snd-x')).toEqual(['rk.ko']);
    expect(found('usbfoo')).toEqual(['rk.ko']);
    expect(found('usb_x')).toEqual(['rk.ko', 'hidden-one.ko']);
    expect(found('a')).toEqual([]);
    expect(found('rk')).toEqual(['rk.ko']);
  });

  it('looks in another root', () => {
    const found = ['rk: /opt/m/lib/modules/6.1.0-18-amd64/rk.ko found'];
    expect(modules('modprobe -d /opt/m rk')).toEqual(found);
    expect(modules('modprobe -d/opt/m/ rk')).toEqual(found);
    expect(modules('modprobe --dirname /opt/m rk')).toEqual(found);
    expect(modules('modprobe rk')).toEqual([]);
  });

  it('searches the folders of a kernel once, however many roots lead to it', () => {
    const links = Array.from({ length: 40 }, (_, index) => [`/r${index}`, { link: '/' }] as const);
    const evidence = memoryEvidence({ ...TREE, ...Object.fromEntries(links) });
    const listed: string[] = [];
    const files = new UnixFiles(
      {
        ...evidence,
        lookup: (path, options) => evidence.lookup(path, options),
        read: (path, limit) => evidence.read(path, limit),
        list: (path) => {
          listed.push(path);
          return evidence.list(path);
        },
      },
      LINUX_VOLUME,
    );
    for (const [path] of links) {
      const argv = ['modprobe', '-d', path, 'hidden_one'];
      const made = commandPayloads(argv, { role: 'exec-start', from: 'ExecStart' }, files);
      expect(made.map(({ path: found }) => found)).toContain(`${NEW}/misc/deep/hidden-one.ko`);
    }
    expect(listed.filter((path) => path === NEW)).toHaveLength(1);
  });

  it('loads nothing when it removes, shows or pretends', () => {
    for (const option of ['-r', '-n', '-vn', '-D', '--remove', '--show-depends', '-R', '--dry-run'])
      expect(modules(`modprobe ${option} snd-x`)).toEqual([]);
  });

  it('takes the file of insmod, with the release of each kernel', () => {
    expect(modules('insmod /opt/rk.ko debug=1')).toEqual(['/opt/rk.ko: /opt/rk.ko found']);
    expect(modules('insmod rk.ko', LINUX_VOLUME, '/opt')).toEqual(['rk.ko: /opt/rk.ko found']);
    expect(modules('insmod rk.ko')).toEqual([]);
    expect(modules('insmod /tmp/none.ko')).toEqual(['/tmp/none.ko: /tmp/none.ko missing']);
    expect(modules("sh -c 'insmod /lib/modules/$(uname -r)/misc/deep/hidden-one.ko'")).toEqual([
      `/lib/modules/$(uname -r)/misc/deep/hidden-one.ko: /lib/modules/6.1.0-18-amd64/misc/deep/hidden-one.ko found`,
      `/lib/modules/$(uname -r)/misc/deep/hidden-one.ko: /lib/modules/6.1.0-9-amd64/misc/deep/hidden-one.ko missing`,
    ]);
    expect(modules('insmod /lib/modules/%v/kernel/net/snd-x.ko').length).toBe(2);
  });

  it('finds the real kernel behind many planted folders', () => {
    const planted = Object.fromEntries(
      Array.from({ length: 600 }, (_, at) => [`/usr/lib/modules/99.${at}/x`, '']),
    );
    const files = new UnixFiles(memoryEvidence({ ...TREE, ...planted }), LINUX_VOLUME);
    const found = commandPayloads(['modprobe', 'snd-x'], { role: 'exec-start', from: 'ExecStart' }, files);
    expect(found.filter(({ role }) => role === 'kernel-module').map(({ path }) => path)).toEqual([
      `${NEW}/kernel/net/snd-x.ko.xz`,
      `${OLD}/kernel/net/snd-x.ko`,
    ]);
    expect(files.takeModuleProblems()).toEqual([]);
  });

  it('says which list was too large to be read, once', () => {
    const tree = { ...TREE, [`${NEW}/modules.dep`]: new Uint8Array(16 * 1024 * 1024 + 1) };
    const files = new UnixFiles(memoryEvidence(tree), LINUX_VOLUME);
    commandPayloads(['modprobe', 'snd-x'], { role: 'exec-start', from: 'ExecStart' }, files);
    expect(files.takeModuleProblems().map(({ path }) => path)).toEqual([`${NEW}/modules.dep`]);
    expect(files.takeModuleProblems()).toEqual([]);
  });
});
