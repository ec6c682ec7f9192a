import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { parseCrontab } from '../../main/formats/crontab/parse-crontab.ts';
import { parseDbusService } from '../../main/formats/dbus-service/parse-dbus-service.ts';
import { parseInitScript } from '../../main/formats/init-script/parse-init-script.ts';
import { scriptStatements } from '../../main/formats/init-script/script-lines.ts';
import { expandShellVariables, shellAssignment } from '../../main/formats/init-script/shell-variables.ts';
import { parseInittab } from '../../main/formats/inittab/parse-inittab.ts';
import { parseUdevRules } from '../../main/formats/udev-rules/parse-udev-rules.ts';
import { parseUpstart } from '../../main/formats/upstart/parse-upstart.ts';
import { parseInetd } from '../../main/formats/xinetd/parse-inetd.ts';
import { parseXinetd } from '../../main/formats/xinetd/parse-xinetd.ts';

function script(bytes: Uint8Array): void {
  const { text } = parseInitScript(bytes);
  const variables = new Map<string, string>();
  for (const statement of scriptStatements(text)) {
    const assignment = shellAssignment(statement.text);
    if (assignment !== null)
      variables.set(assignment.name, expandShellVariables(assignment.value, variables));
  }
}

const DECODERS: readonly (readonly [name: string, sample: string, decode: (bytes: Uint8Array) => void])[] = [
  [
    'crontab',
    'A="b"\n@reboot root /bin/x a%b\\%\n*/5 1-2 * jan mon u "q" \\\n',
    (b) => void parseCrontab(b, true),
  ],
  [
    'udev rules',
    '# c\nA=="b", ENV{X}!="\\"", \\\n# d\nRUN{program}+=e"\\x41\\n" G:="1"\n',
    (b) => void parseUdevRules(b),
  ],
  ['D-Bus service', '[D-BUS Service]\nName=a.b\nExec=/x \\s"y"\n', (b) => void parseDbusService(b)],
  ['inittab', 'a:b:respawn:/x y\n# c\n::off:+z\n', (b) => void parseInittab(b)],
  [
    'upstart',
    'start on (a\n or b)\nscript\n x "y"\nend script\nexec z \\\n w # c\npre-stop exec q\n',
    (b) => void parseUpstart(b),
  ],
  ['xinetd', 'defaults\n{\n a = b\n}\nservice x {\n a += c\n}\nincludedir /x\n', (b) => void parseXinetd(b)],
  ['inetd', 'a b c d e.f g h i\n', (b) => void parseInetd(b)],
  [
    'init script',
    '#!/bin/sh\n### BEGIN INIT INFO\n# Provides: a\n#  b\n### END INIT INFO\n# chkconfig: 1 2\n# description: a \\\n# b\n' +
      `X='a\nb'\nexport Y=$X\${Z:-q}\ncat <<E\n$(x)\nE\n: \${A:=b}\n`,
    script,
  ],
];

/** A quadratic decoder needs minutes for it. */
const LARGE = 256 * 1024;

/** Repeatable pseudo-random numbers (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

describe.each(DECODERS)('%s', (_, sample, decode) => {
  const bytes = new TextEncoder().encode(sample);

  it('is read cut at every length, with every bit flipped, and from random bytes', () => {
    for (let length = 0; length <= bytes.length; length += 1) decode(bytes.subarray(0, length));
    for (let at = 0; at < bytes.length * 8; at += 1) {
      const flipped = bytes.slice();
      flipped[at >> 3] = (flipped[at >> 3] ?? 0) ^ (1 << (at & 7));
      decode(flipped);
    }
    const next = random(7);
    for (let round = 0; round < 200; round += 1) {
      decode(Uint8Array.from({ length: 300 }, () => next() & 0xff));
      decode(Uint8Array.from({ length: 300 }, () => bytes[next() % bytes.length] ?? 0));
    }
  });

  it('takes large files in bounded time', () => {
    const pieces = [
      '"',
      "'",
      '\\',
      '\n',
      '\\\n',
      '(',
      '{',
      '$(',
      '`',
      '${',
      '#',
      ' ',
      '\t',
      'a',
      'a ',
      'a\n',
      "'\n",
      '"\n',
      '\0',
      '<<E\n',
      ':',
      '=',
      '=="',
      'a="',
      '%',
      '\\%',
      '@',
      '* ',
      'X=$X$X\n',
      'script\n',
      'start on (\n',
      'service x\n{\n',
      '# ',
      '#\n',
      '[D-BUS Service]\n',
      '### BEGIN INIT INFO\n# a: b\n',
      '# description: \\\n',
      'f()\n',
      'a = b\n',
      '@reboot r x\n',
      'A=="b"\n',
    ];
    for (const piece of pieces) {
      const large = new TextEncoder().encode(sample + piece.repeat(LARGE / piece.length));
      const start = performance.now();
      decode(large.subarray(0, LARGE));
      const took = performance.now() - start;
      expect({ piece, tooSlow: took > 2_000 ? took : 0 }).toEqual({ piece, tooSlow: 0 });
    }
  }, 120_000);
});
