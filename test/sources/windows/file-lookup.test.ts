import { describe, expect, test } from 'vitest';
import { memoryEvidence } from '../../../main/evidence/memory-evidence.ts';
import type { MemoryNode } from '../../../main/evidence/memory-node.ts';
import type { Root } from '../../../main/sources/root.ts';
import { resolveCommandLine } from '../../../main/sources/windows/command-line.ts';
import { type EnvironmentFacts, windowsEnvironment } from '../../../main/sources/windows/environment.ts';
import { FileLookup } from '../../../main/sources/windows/file-lookup.ts';
import { looksShort, programFolder, ShortNames } from '../../../main/sources/windows/short-name.ts';

const VOLUME: Root = {
  layout: 'windows-volume',
  platform: 'windows',
  base: '',
  configFolder: '/Windows/System32/config',
  systemFolder: 'Windows',
  folders: [],
  filesComplete: true,
  reason: '',
};

const FILES: Record<string, MemoryNode> = {
  '/Windows/System32/svchost.exe': 'x',
  '/Windows/SysWOW64/svchost.exe': 'x',
  '/Windows/System32/spool/drivers/p.dll': 'x',
  '/Windows/notepad.exe': 'x',
  '/Program Files/Vendor Tools/agent.exe': 'x',
  '/Program Files (x86)/Other/o.exe': 'x',
  '/Program Files/both.exe': 'x',
  '/Program Files (x86)/both.exe': 'x',
  '/Tools/samestart one/a.exe': 'x',
  '/Tools/samestart one/b.exe': 'x',
  '/Tools/samestart two/b.exe': 'x',
  '/ProgramData/one.exe': 'x',
  '/closed.exe': { unreadable: 'permission denied' },
  '/pipe.exe': { special: 'fifo' },
  '/away.exe': { link: '../../outside.exe' },
  '/Users/Public/note.txt': 'x',
};

function find(command: string, root: Partial<Root> = {}, facts: EnvironmentFacts = {}, wow64 = false) {
  const env = windowsEnvironment(facts);
  const files = new FileLookup(memoryEvidence(FILES), { ...VOLUME, ...root }, env);
  const { target } = resolveCommandLine(command, 'service', env);
  return files.find(target, { wow64 });
}

describe('FileLookup', () => {
  test.each([
    ['C:\\WINDOWS\\system32\\SVCHOST.EXE', 'found', true, '/Windows/System32/svchost.exe'],
    ['C:\\Windows\\System32\\none.exe', 'missing', false, null],
    ['C:\\Windows\\System32', 'missing', false, null],
    ['C:\\closed.exe', 'found', true, '/closed.exe'],
    ['C:\\pipe.exe', 'unreadable', true, '/pipe.exe'],
    ['C:\\away.exe', 'outside-root', null, null],
    ['D:\\x.exe', 'outside-root', null, null],
    ['\\\\server\\share\\x.exe', 'outside-root', null, null],
    ['\\Device\\HarddiskVolume2\\Windows\\System32\\svchost.exe', 'outside-root', null, null],
    ['%APPDATA%\\x.exe', 'not-in-evidence', null, null],
    ['C:\\Users\\%USERNAME%\\x.exe', 'not-in-evidence', null, null],
    ['\\\\127.0.0.1\\ADMIN$\\notepad.exe', 'found', true, '/Windows/notepad.exe'],
    ['\\\\localhost\\C$\\ProgramData\\one.exe', 'found', true, '/ProgramData/one.exe'],
    ['\\\\localhost\\C$\\gone.exe', 'missing', false, null],
    ['\\\\localhost\\share\\one.exe', 'outside-root', null, null],
    // Bare names: found where the search would find them; missing only when the whole search path is known.
    ['notepad', 'found', true, '/Windows/notepad.exe'],
    ['nowhere', 'not-in-evidence', null, null],
    // Streams: the file that carries it is what can be seen.
    ['C:\\Users\\Public\\note.txt:evil.exe', 'found', true, '/Users/Public/note.txt'],
    ['C:\\Users\\Public\\gone.txt:evil.exe', 'missing', false, null],
    // A component that no file system of Windows can hold.
    [`C:\\${'n'.repeat(256)}`, 'missing', false, null],
    [`C:\\${'n'.repeat(255)}`, 'missing', false, null],
    // 8.3 names
    ['C:\\PROGRA~1\\VENDOR~1\\agent.exe', 'found', true, '/Program Files/Vendor Tools/agent.exe'],
    ['C:\\PROGRA~2\\Other\\o.exe', 'found', true, '/Program Files (x86)/Other/o.exe'],
    ['C:\\progra~3\\one.exe', 'found', true, '/ProgramData/one.exe'],
    // Made in another order than usual: only one of the folders has it.
    ['C:\\PROGRA~3\\Other\\o.exe', 'found', true, '/Program Files (x86)/Other/o.exe'],
    ['C:\\PROGRA~1\\both.exe', 'found', true, '/Program Files/both.exe'],
    ['C:\\PROGRA~2\\both.exe', 'found', true, '/Program Files (x86)/both.exe'],
    ['C:\\PROGRA~3\\both.exe', 'not-in-evidence', null, null],
    ['C:\\PROGRA~1\\gone.exe', 'not-in-evidence', null, null],
    ['C:\\Tools\\SAMEST~1\\a.exe', 'found', true, '/Tools/samestart one/a.exe'],
    ['C:\\Tools\\SAMEST~1\\b.exe', 'not-in-evidence', null, null],
    ['C:\\Program Files\\VENDOR~1\\agent.exe', 'found', true, '/Program Files/Vendor Tools/agent.exe'],
    ['C:\\Program Files\\VENDOR~1\\gone.exe', 'not-in-evidence', null, null],
    ['C:\\NOSUCH~1\\agent.exe', 'not-in-evidence', null, null],
  ])('%s is %s', (command, state, exists, evidencePath) => {
    expect(find(command)).toMatchObject({ state, exists, evidencePath });
  });

  test('a path through an 8.3 name is given in full', () => {
    expect(find('C:\\Program Files\\VENDOR~1\\AGENT.EXE').path).toMatch(
      /^C:\\Program Files\\Vendor Tools\\agent/i,
    );
  });

  test('a stream stays in the path', () => {
    expect(find('C:\\Users\\Public\\note.txt:evil.exe').path).toBe('C:\\Users\\Public\\note.txt:evil.exe');
  });

  test('with the search path known, a bare name can be missing', () => {
    expect(find('nowhere', {}, { variables: [['Path', 'C:\\Windows']] }).state).toBe('missing');
  });

  test('a share of the machine itself by its name', () => {
    const facts = { computerName: 'WS01' };
    expect(find('\\\\ws01\\admin$\\notepad.exe', {}, facts).state).toBe('found');
    expect(find('\\\\ws01.corp.local\\admin$\\notepad.exe', {}, facts).state).toBe('found');
    expect(find('\\\\ws02\\admin$\\notepad.exe', {}, facts).state).toBe('outside-root');
  });

  test('absence proves nothing in a collection, and nothing at all is there in a folder of hives', () => {
    const gone = 'C:\\Windows\\gone.exe';
    expect(find(gone, { layout: 'windows-collection', filesComplete: false }).state).toBe('not-in-evidence');
    expect(
      find('C:\\Windows\\notepad.exe', { layout: 'windows-collection', filesComplete: false }).state,
    ).toBe('found');
    const hives: Partial<Root> = { layout: 'windows-hives', filesComplete: false, systemFolder: null };
    expect(find('C:\\Windows\\notepad.exe', hives).state).toBe('not-in-evidence');
    expect(find('D:\\x.exe', hives).state).toBe('outside-root');
  });

  test.each([
    ['C:\\Windows\\System32\\svchost.exe', 'C:\\Windows\\SysWOW64\\svchost.exe', 'found'],
    ['C:\\Windows\\Sysnative\\svchost.exe', 'C:\\Windows\\System32\\svchost.exe', 'found'],
    ['C:\\Windows\\System32\\spool\\drivers\\p.dll', 'C:\\Windows\\System32\\spool\\drivers\\p.dll', 'found'],
    ['C:\\Windows\\notepad.exe', 'C:\\Windows\\notepad.exe', 'found'],
  ])('a 32-bit service sees %s as %s', (command, path, state) => {
    expect(find(command, {}, {}, true)).toMatchObject({ path, state });
  });

  test('a KAPE-style tree: the drive beside the system drive', () => {
    const evidence = memoryEvidence({ '/C/Windows/a.exe': 'x', '/D/b.exe': 'x' });
    const env = windowsEnvironment();
    const files = new FileLookup(evidence, { ...VOLUME, base: '/C' }, env);
    const at = (text: string) => files.find(resolveCommandLine(text, 'service', env).target);
    expect(at('C:\\Windows\\a.exe')).toMatchObject({ state: 'found', evidencePath: '/C/Windows/a.exe' });
    expect(at('D:\\b.exe')).toMatchObject({ state: 'found', evidencePath: '/D/b.exe' });
    expect(at('E:\\b.exe')).toMatchObject({ state: 'outside-root' });
  });
});

describe('8.3 names', () => {
  test.each(['PROGRA~1', 'MICROS~12', 'A~1.EXE', 'DE5A1F~1.DLL'])('%s looks short', (name) => {
    expect(looksShort(name)).toBe(true);
  });

  test.each(['Program Files', 'a~b.txt', '~1', 'LONGNAMES~1', 'x~1.html'])('%s does not', (name) => {
    expect(looksShort(name)).toBe(false);
  });

  test.each([
    ['PROGRA~1', ['Program Files', 'Program Files (x86)', 'ProgramData']],
    ['VENDOR~1', ['Vendor Tools']],
    ['VENDOR~1.EXE', ['vendor-agent.exe']],
    ['A_B_C~1.TXT', ['a+b,c.txt']],
    ['VE1A2B~1', ['Vendor Tools']],
    ['PR1A2B~1', ['Program Files', 'Program Files (x86)', 'ProgramData']],
    ['VE1A2B~1.TXT', []],
    ['PROGRAM', []],
  ])('%s may be %j', (short, long) => {
    const names = ['Program Files', 'Program Files (x86)', 'ProgramData', 'Vendor Tools', 'PROGRAM'];
    const all = new ShortNames([...names, 'a+b,c.txt', 'vendor-agent.exe']);
    expect(all.longNames(short)).toEqual(long);
  });

  test('of very many names that begin alike none is tried', () => {
    const alike = Array.from({ length: 10_000 }, (_, index) => `vendor tools ${index}`);
    expect(new ShortNames(alike).longNames('VENDOR~1')).toEqual([]);
  });

  test('32-bit Windows has no second folder of programs', () => {
    const names = ['ProgramData', 'Program Files', 'Windows'];
    expect(programFolder('PROGRA~1', names)).toBe('Program Files');
    expect(programFolder('PROGRA~2', names)).toBe('ProgramData');
    expect(programFolder('PROGRA~3', names)).toBeNull();
    expect(programFolder('WINDOW~1', names)).toBeNull();
  });

  test('folders that multiply are tried a bounded number of times', () => {
    const files: Record<string, MemoryNode> = {};
    const names = ['samestart one', 'samestart two', 'samestart six', 'samestart ten'];
    for (const a of names)
      for (const b of names)
        for (const c of names) for (const d of names) files[`/${a}/${b}/${c}/${d}/samestart e/x`] = 'x';
    const evidence = memoryEvidence(files);
    const env = windowsEnvironment({});
    const lookup = new FileLookup(evidence, VOLUME, env);
    const path = `C:\\${'SAMEST~1\\'.repeat(5)}gone.exe`;
    const { target } = resolveCommandLine(path, 'service', env);
    expect(lookup.find(target)).toMatchObject({ state: 'not-in-evidence' });
  });
});
