import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SERVICES, sampleHive } from './sample-hive.ts';

function isInstalled(tool: string): boolean {
  return spawnSync(tool, ['--help'], { stdio: 'ignore' }).error === undefined;
}

/** What our tests write must be hives for others too, or our decoder would only be tested against itself. */
describe('hives that the tests write', () => {
  let folder = '';
  let path = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'daemonscope-hive-'));
    path = join(folder, 'SYSTEM');
    writeFileSync(path, sampleHive({ leafSize: 2 }).bytes);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.skipIf(!isInstalled('hivexsh'))('are read by hivexsh', () => {
    const input = `cd ${SERVICES}\nls\ncd Alpha\nlsval\n`;
    const output = execFileSync('hivexsh', [path], { input, encoding: 'utf8' });
    const wanted = [
      'Alpha',
      'Beta',
      'Gamma',
      'Служба',
      'alpha.exe -k netsvcs',
      'dword:00000002',
      'Größe',
      'Имя',
    ];
    expect(wanted.filter((text) => !output.includes(text))).toEqual([]);
  });

  it.skipIf(!isInstalled('reglookup'))('are read by reglookup, with security descriptors', () => {
    const output = execFileSync('reglookup', ['-s', path], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const wanted = ['/ControlSet001/Services/Alpha/ImagePath,EXPAND_SZ,', '2023-04-05 06:07:08', 'S-1-5-18'];
    expect(wanted.filter((text) => !output.includes(text))).toEqual([]);
  });

  it.skipIf(!isInstalled('regfinfo'))('are read by regfinfo', () => {
    const output = execFileSync('regfinfo', [path], { encoding: 'utf8' });
    expect(output).toMatch(/version:\s*1\.5/i);
  });
});
