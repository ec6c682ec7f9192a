import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveFile } from '../../main/triage/save-file.ts';
import { buildModule } from '../support/build-module.ts';
import { temporaryFolder } from '../support/host-tree.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.dispose());

/** Saves two contents in turn for ever; each is 8 MiB of one letter. */
const WRITER = `
const { saveFile } = require(process.argv[1]);
process.stdout.write('ready');
for (let turn = 0; ; turn += 1) saveFile(process.argv[2], Buffer.alloc(8 << 20, turn % 2 === 0 ? 'a' : 'b'));
`;

describe('saveFile', () => {
  it('leaves a whole file, whenever the program is killed', async () => {
    const module = fileURLToPath(
      await buildModule('main/triage/save-file.ts', join(place.path, 'build'), 'cjs'),
    );
    const path = join(place.path, 'case.daemonscope');
    const wholes = ['a', 'b'].map((letter) => sha256(Buffer.alloc(8 << 20, letter)));
    for (let turn = 0; turn < 8; turn += 1) {
      const child = spawn(process.execPath, ['-e', WRITER, module, path]);
      await once(child.stdout, 'data');
      while (!existsSync(path)) await pause(5);
      await pause(3 + turn * 7);
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      expect(wholes).toContain(sha256(readFileSync(path)));
    }
  });

  it('keeps the old file when the new one cannot be written, and leaves nothing behind', () => {
    const path = join(place.path, 'a');
    mkdirSync(path);
    expect(() => saveFile(path, randomBytes(10))).toThrow();
    expect(readdirSync(place.path)).toEqual(['a']);
    expect(() => saveFile(join(place.path, 'nowhere', 'b'), randomBytes(10))).toThrow();
  });

  it('clears away what killed programs have left of this file, and nothing else', () => {
    const long = new Date(Date.now() - 3_600_000);
    // Numbers beyond what Linux, macOS and Windows give to processes.
    const names = [
      '.case.99999999.tmp',
      '.case.99999998.tmp',
      `.case.${process.ppid}.tmp`,
      '.other.99999999.tmp',
    ];
    for (const name of names) {
      writeFileSync(join(place.path, name), 'half');
      if (name !== '.case.99999998.tmp') utimesSync(join(place.path, name), long, long);
    }
    saveFile(join(place.path, 'case'), Buffer.from('new'));
    expect(readdirSync(place.path).sort()).toEqual([...names.slice(1), 'case'].sort());
  });

  it('replaces a link and does not write through one', () => {
    const victim = join(place.path, 'victim');
    writeFileSync(victim, 'mine');
    const path = join(place.path, 'case');
    symlinkSync(victim, path);
    symlinkSync(victim, join(place.path, `.case.${process.pid}.tmp`));
    saveFile(path, Buffer.from('new'));
    expect(readFileSync(victim, 'utf8')).toBe('mine');
    expect(readFileSync(path, 'utf8')).toBe('new');
  });
});

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
