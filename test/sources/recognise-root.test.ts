import { describe, expect, it } from 'vitest';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import { recogniseRoot } from '../../main/sources/recognise-root.ts';

/** Evidence that holds these files, all without content. */
function rootOf(...paths: string[]) {
  const found = recogniseRoot(memoryEvidence(Object.fromEntries(paths.map((path) => [path, 'x']))));
  if (!found.ok) throw new Error(found.error);
  return found.value;
}

describe('recogniseRoot', () => {
  it.each([
    ['Windows', '/Windows/System32/config/SYSTEM', '/Windows/System32/svchost.exe'],
    ['WINDOWS', '/WINDOWS/system32/config/system', '/WINDOWS/system32/drivers/a.SYS'],
    ['winnt', '/winnt/SYSTEM32/Config/System', '/winnt/SYSTEM32/b.dll'],
  ])('takes a volume with %s for a volume', (systemFolder, ...files) => {
    const configFolder = files[0]?.slice(0, files[0].lastIndexOf('/'));
    expect(rootOf(...files)).toMatchObject({
      layout: 'windows-volume',
      platform: 'windows',
      base: '',
      systemFolder,
      configFolder,
      filesComplete: true,
    });
  });

  it('does not take absence for a fact where the programs were not collected', () => {
    expect(
      rootOf('/Windows/System32/config/SYSTEM', '/Windows/System32/winevt/Logs/System.evtx'),
    ).toMatchObject({
      layout: 'windows-collection',
      filesComplete: false,
    });
  });

  it.each([
    ['/C', '/C/Windows/System32/config/SYSTEM'],
    ['/C$', '/C$/Windows/System32/config/SYSTEM'],
    ['/[C]', '/[C]/WINDOWS/system32/config/SYSTEM'],
    ['/HOST1', '/HOST1/Windows/System32/config/SYSTEM'],
    ['/2024-05-01T10/C', '/2024-05-01T10/C/Windows/System32/config/SYSTEM'],
    ['/uploads/auto/C%3A', '/uploads/auto/C%3A/Windows/System32/config/SYSTEM'],
    ['/uploads/ntfs/%5C%5C.%5CC%3A', '/uploads/ntfs/%5C%5C.%5CC%3A/Windows/System32/config/SYSTEM'],
    ['/h/uploads/auto/C%3A', '/h/uploads/auto/C%3A/Windows/System32/config/SOFTWARE'],
  ])('finds the volume %s of a collection', (base, file) => {
    expect(rootOf(file)).toMatchObject({
      layout: 'windows-collection',
      base,
      systemFolder: expect.anything(),
    });
  });

  it('wants a core program below a wrapper before absence counts', () => {
    const hive = '/C/Windows/System32/config/SYSTEM';
    expect(rootOf(hive, '/C/Windows/System32/chosen.exe').filesComplete).toBe(false);
    expect(rootOf(hive, '/C/Windows/System32/ntoskrnl.exe')).toMatchObject({
      layout: 'windows-volume',
      filesComplete: true,
    });
  });

  it('prefers drive C and names the others', () => {
    const root = rootOf('/B/Windows/System32/config/SYSTEM', '/C/Windows/System32/config/SYSTEM');
    expect(root.base).toBe('/C');
    expect(root.reason).toContain('not examined: /B');
  });

  it.each([
    ['/', '/SYSTEM'],
    ['/', '/software'],
    ['/', '/System.hive'],
    ['/Config', '/Config/system'],
    ['/Registry', '/Registry/SOFTWARE.hiv'],
    ['/', '/system.save'],
    ['/hives', '/hives/SYSTEM.DAT'],
    ['/System32/config', '/System32/config/SYSTEM'],
  ])('finds bare hives in %s', (configFolder, file) => {
    expect(rootOf(file)).toMatchObject({
      layout: 'windows-hives',
      configFolder,
      systemFolder: null,
      filesComplete: false,
    });
  });

  it('prefers the Windows volume to hives that lie about', () => {
    expect(rootOf('/SYSTEM', '/Windows/System32/config/SYSTEM', '/Windows/System32/a.exe').layout).toBe(
      'windows-volume',
    );
  });

  it('knows Linux and macOS volumes, even with a Windows mounted below', () => {
    expect(rootOf('/etc/passwd', '/usr/bin/true', '/c/Windows/System32/config/SYSTEM').layout).toBe(
      'linux-volume',
    );
    expect(rootOf('/System/Library/x', '/etc/hosts', '/usr/bin/true').layout).toBe('macos-volume');
  });

  it.each([
    [['/SYSTEM.reg']],
    [['/Windows/System32/config/SAM']],
    [['/a/other/Windows/System32/config/SYSTEM']],
    [['/readme.txt']],
    [[]],
  ])('says what was looked for when there is %j only', (files) => {
    const found = recogniseRoot(memoryEvidence(Object.fromEntries(files.map((path) => [path, 'x']))));
    expect(found).toMatchObject({
      ok: false,
      error: expect.stringMatching(
        /System32\/config.*\/etc and \/usr.*\/etc\/systemd.*\/Library\/LaunchDaemons.*KAPE, Velociraptor or UAC.*SYSTEM.*\.evtx/,
      ),
    });
  });

  it('says what is there instead, in few words', () => {
    const error = (files: readonly string[]) => {
      const found = recogniseRoot(memoryEvidence(Object.fromEntries(files.map((path) => [path, 'x']))));
      return found.ok ? '' : found.error;
    };
    expect(error([])).toMatch(/ It is empty\.$/);
    expect(error(['/b.txt', '/a.txt'])).toMatch(/ There is a\.txt, b\.txt\.$/);
    const many = error(Array.from({ length: 40 }, (_, index) => `/photo-${index}\u202e.jpg`));
    expect(many).toMatch(/ There is photo-0\S+\.jpg, .* and 36 more\.$/);
    expect(many).not.toContain('\u202e');
    expect(many.length).toBeLessThan(600);
  });

  it('says that an archive has to be unpacked', () => {
    const found = recogniseRoot(memoryEvidence({ '/uac-web-linux-20240501.tar.gz': 'x', '/b.zip': 'x' }));
    expect(found).toMatchObject({
      ok: false,
      error: expect.stringMatching(/an archive \(b\.zip and 1 more\), which has to be unpacked first\.$/),
    });
  });

  it('is not misled by folders named like hives', () => {
    expect(recogniseRoot(memoryEvidence({ '/SYSTEM': { directory: true } })).ok).toBe(false);
  });
});
