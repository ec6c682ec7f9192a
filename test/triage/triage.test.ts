import { describe, expect, it } from 'vitest';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import { type Situation, situationTree } from '../support/rule-fixture.ts';
import { runTriage } from '../support/run-triage.ts';

const HOST: Situation = {
  name: 'two services that share a program',
  services: {
    A: { ImagePath: 'C:\\Tools\\a.exe' },
    B: { ImagePath: 'C:\\Tools\\a.exe /b' },
  },
  files: ['C:\\Tools\\a.exe'],
};

describe('files of services', () => {
  it('are hashed once, however many services name them', async () => {
    const { binaries } = await runTriage(situationTree(HOST), []);
    const [file] = binaries.filter(({ path }) => path.toLowerCase() === 'c:\\tools\\a.exe');
    expect(file).toMatchObject({ state: 'found', hashState: 'hashed' });
    expect(file?.usedBy.map(({ service }) => service)).toEqual(['windows:a', 'windows:b']);
  });

  it('that cannot be read are an error, and those that can are none', async () => {
    const sound = await runTriage(situationTree(HOST), []);
    expect(sound.diagnostics.filter(({ code }) => code === 'file-unreadable')).toEqual([]);
    const tree = { ...situationTree(HOST), '/Tools/a.exe': { unreadable: 'I/O error' } };
    const { diagnostics } = await runTriage(memoryEvidence(tree), []);
    expect(diagnostics).toMatchObject([{ code: 'file-unreadable', severity: 'error', path: '/Tools/a.exe' }]);
    expect(diagnostics[0]?.what).toContain('which is there and cannot be read');
  });

  it('that nobody can get to are not said to be there', async () => {
    const tree = situationTree(HOST);
    const loop = Object.fromEntries(Object.entries(tree).filter(([path]) => !path.startsWith('/Tools/')));
    const { diagnostics } = await runTriage(
      memoryEvidence({ ...loop, '/Tools/a.exe': { link: 'a.exe' } }),
      [],
    );
    expect(diagnostics).toMatchObject([{ code: 'file-unreadable', path: 'C:\\Tools\\a.exe' }]);
    expect(diagnostics[0]?.what).toContain('whether it is there cannot be told');
  });
});

describe('a cancelled run', () => {
  it('says of each source that it was not looked at', async () => {
    const { coverage, summary } = await runTriage(situationTree(HOST), [], { signal: AbortSignal.abort() });
    const looked = coverage.filter(({ outcome }) => outcome !== 'notApplicable');
    expect(looked.map(({ source, outcome }) => [source, outcome])).toEqual([
      ['windows-events', 'failed'],
      ['windows-services', 'failed'],
      ['windows-settings', 'failed'],
    ]);
    expect(summary.verdict).toContain('cancelled');
  });

  it('sees a signal that comes between two steps', async () => {
    const controller = new AbortController();
    setImmediate(() => controller.abort());
    const { coverage } = await runTriage(situationTree(HOST), [], { signal: controller.signal });
    expect(coverage.some(({ reason }) => reason?.includes('cancelled'))).toBe(true);
  });
});
