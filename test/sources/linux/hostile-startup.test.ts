import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { collectLinux } from '../../support/linux-source.ts';
import { STARTUP_SOURCES } from './startup-sources.ts';

/** A quadratic step needs many seconds for it. */
const SIZE = 96 * 1024;
const HEADS: Readonly<Record<string, string>> = {
  '/etc/init.d/x': '#!/bin/sh\n',
  '/etc/rc.local': '#!/bin/sh\n',
  '/etc/runlevels/default/x': '#!/sbin/openrc-run\n',
  '/usr/share/dbus-1/services/x.service': '[D-BUS Service]\nName=a.b\nExec=',
  '/etc/init/x.conf': 'script\n',
  '/etc/xinetd.d/x': 'service x\n{\n',
  '/usr/lib/systemd/system-sleep/x': '#!/bin/sh\n',
  '/etc/systemd/system.conf.d/x.conf': '[Manager]\nDefaultEnvironment=',
};
const PIECES = [
  '"',
  "'",
  '\\',
  '$(',
  '`',
  '(',
  '{',
  'a ',
  'a\n',
  '/bin/sh -c "',
  '/bin/sh -c "x"\n',
  'sh <<E\n',
  'A=$A$A\n',
  '$A',
  '/x & ',
  '@reboot root /bin/x\n',
  'A=="b", RUN+="/bin/sh -c \'x\'"\n',
  'a:b:respawn:/x\n',
  'server = /x\n',
  'up /x\n',
  'sh -c sh -c ',
];

describe.each(STARTUP_SOURCES)('$id', (source, path) => {
  it('takes hostile files in bounded time and yields one coverage', () => {
    for (const piece of PIECES) {
      const text = (HEADS[path] ?? '') + piece.repeat(SIZE / piece.length);
      const start = performance.now();
      const { outcome } = collectLinux(source, { [path]: { content: text, mode: 0o755 } });
      const took = performance.now() - start;
      expect({ piece, outcome, tooSlow: took > 4_000 ? took : 0 }).toEqual({
        piece,
        outcome: expect.stringMatching(/collected|notPresent/),
        tooSlow: 0,
      });
    }
  }, 120_000);

  it('takes what is no file, cannot be read, or leads nowhere', () => {
    for (const node of [
      { directory: true },
      { special: 'fifo' },
      { unreadable: 'EACCES' },
      { link: path },
      { link: '../../../../../outside' },
      { link: '/dev/null' },
      { content: new Uint8Array(3 * 1024 * 1024), mode: 0o755 },
      { content: new Uint8Array([0xff, 0xfe, 0x80, 0]), mode: 0o755 },
      { content: '', mode: 0o755 },
    ] as const) {
      expect(() => collectLinux(source, { [path]: node })).not.toThrow();
    }
    const folder = path.slice(0, path.lastIndexOf('/'));
    const unreadable = collectLinux(source, { [folder]: { directory: true, unreadable: 'EACCES' } });
    expect(unreadable.diagnostics.length).toBeGreaterThan(0);
    if (source.id === 'linux-host' || source.id === 'openrc-services' || path.split('/').length < 4) return;
    const pipe = collectLinux(source, { [`${folder}/pipe`]: { special: 'fifo' } });
    expect(pipe.diagnostics.some(({ what }) => what.includes('FIFO'))).toBe(
      source.id !== 'network-dispatchers',
    );
  });
});
