import { describe, expect, it } from 'vitest';
import {
  MAX_COMMANDS,
  parseModprobeCommands,
  parseModulesLoad,
} from '../../../main/formats/kernel-modules/modprobe-commands.ts';

describe('settings of modprobe', () => {
  it('reads install and remove lines, joined where they go on', () => {
    const text =
      '# comment\ninstall snd /sbin/modprobe --ignore-install snd && \\\n  /usr/lib/alsa/init\noptions x y=1\nremove\tusb /bin/true  \ninstall alone\n';
    expect(parseModprobeCommands(text)).toEqual([
      {
        action: 'install',
        module: 'snd',
        command: '/sbin/modprobe --ignore-install snd &&   /usr/lib/alsa/init',
        line: 2,
      },
      { action: 'remove', module: 'usb', command: '/bin/true', line: 5 },
    ]);
  });

  it('reads lists of modules, with what Debian allows after a name', () => {
    expect(parseModulesLoad('# a\n; b\n\nloop\n  v4l2loopback video_nr=7\n')).toEqual([
      { module: 'loop', line: 4 },
      { module: 'v4l2loopback', line: 5 },
    ]);
  });

  it('never throws and keeps no more than it may', () => {
    expect(parseModprobeCommands('install a b\n'.repeat(5_000))).toHaveLength(MAX_COMMANDS);
    expect(parseModulesLoad('a\n'.repeat(5_000))).toHaveLength(MAX_COMMANDS);
    expect(parseModprobeCommands('\\\n'.repeat(100_000))).toEqual([]);
    for (const text of ['\0\0', 'install', 'install \\', 'remove x', '\\']) {
      expect(() => [parseModprobeCommands(text), parseModulesLoad(text)]).not.toThrow();
    }
  });
});
