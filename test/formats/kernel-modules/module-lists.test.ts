import { describe, expect, it } from 'vitest';
import {
  moduleOfFile,
  parseModuleAliases,
  parseModulesBuiltin,
  parseModulesDep,
} from '../../../main/formats/kernel-modules/module-lists.ts';

describe('lists of kernel modules', () => {
  it('reads modules.dep, compressed or not, relative or absolute', () => {
    const text =
      'kernel/fs/fuse/fuse.ko.zst:\nkernel/sound/snd-hda-intel.ko.xz: kernel/sound/snd.ko.xz\n/opt/rk.ko:\nnot a module: x\n\nupdates/fuse.ko:\n';
    expect([...parseModulesDep(text)]).toEqual([
      ['fuse', 'kernel/fs/fuse/fuse.ko.zst'],
      ['snd_hda_intel', 'kernel/sound/snd-hda-intel.ko.xz'],
      ['rk', '/opt/rk.ko'],
    ]);
  });

  it('reads modules.builtin', () => {
    expect(parseModulesBuiltin('kernel/fs/ext4/ext4.ko\nkernel/lib/crc-t10dif.ko\n')).toEqual(
      new Set(['ext4', 'crc_t10dif']),
    );
  });

  it('reads aliases of a plain name only', () => {
    const text =
      '# alias no no\nalias fs-ext4 ext4\n\talias  net-pf-10   ipv6\nalias pci:v00008086d*sv* e1000e\nalias a\n';
    expect([...parseModuleAliases(text)]).toEqual([
      ['fs_ext4', 'ext4'],
      ['net_pf_10', 'ipv6'],
    ]);
  });

  it('tells modules from other files', () => {
    expect(['a.ko', 'x/a-b.ko.gz', 'a.ko.bak', 'modules.dep', '.ko'].map(moduleOfFile)).toEqual([
      'a',
      'a_b',
      null,
      null,
      null,
    ]);
  });
});
