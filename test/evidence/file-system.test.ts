import { execFileSync } from 'node:child_process';
import * as nodeFileSystem from 'node:fs';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileSystem } from '../../main/evidence/file-system.ts';
import { buildModule } from '../support/build-module.ts';
import { temporaryFolder } from '../support/host-tree.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.dispose());

describe('fileSystem', () => {
  it('is node:fs outside Electron', () => {
    expect(fileSystem.openSync).toBe(nodeFileSystem.openSync);
  });

  it.each([
    'es',
    'cjs',
  ] as const)('works in a bundle of format %s and ignores a package planted as original-fs', async (format) => {
    const planted = join(folder.path, 'node_modules/original-fs');
    mkdirSync(planted, { recursive: true });
    writeFileSync(join(planted, 'index.js'), `console.log('planted'); module.exports = {};`);
    const built = await buildModule('main/evidence/file-system.ts', folder.path, format);
    const script = `import(${JSON.stringify(built.href)}).then((m) => console.log(typeof m.fileSystem.lstatSync))`;
    const output = execFileSync(process.execPath, ['-e', script], { cwd: folder.path, encoding: 'utf8' });
    expect(fileURLToPath(built).startsWith(folder.path)).toBe(true);
    expect(output).toBe('function\n');
  });
});
