import { describe, expect, it } from 'vitest';
import { NO_AUDIT } from '../../main/evidence/audit.ts';
import { EscapedNamesSource } from '../../main/evidence/escaped-names-source.ts';
import { MemorySource } from '../../main/evidence/memory-source.ts';
import { treeEvidence } from '../../main/evidence/tree-evidence.ts';
import { unescapeStoredName } from '../../main/evidence/unescape-stored-name.ts';

describe('unescapeStoredName', () => {
  it.each([
    ['getty%40.service', 'getty@.service'],
    ['%2Econfig', '.config'],
    ['dev-disk-by%5Cx2dlabel.swap', 'dev-disk-by\\x2dlabel.swap'],
    ['C%3A', 'C:'],
    ['caf%C3%A9', 'café'],
    ['100%25', '100%'],
    ['%2525', '%25'],
    ['plain-name_1.service', 'plain-name_1.service'],
    ['50%', '50%'],
    ['a%2Fb', 'a%2Fb'],
    ['a%00b', 'a%00b'],
    ['%2E', '%2E'],
    ['%2E%2E', '%2E%2E'],
    ['%FF', '%FF'],
  ])('takes %s for %s', (stored, host) => {
    expect(unescapeStoredName(stored)).toBe(host);
  });
});

describe('EscapedNamesSource', () => {
  const source = new EscapedNamesSource(
    new MemorySource({
      '/etc/systemd/system/getty%40.service': 'template',
      '/home/al/%2Econfig/systemd/user/a.service': 'unit',
      '/twice/a%40': 'escaped',
      '/twice/a@': 'as it is',
      '/link': { link: '/home/al/.config' },
    }),
  );
  const evidence = treeEvidence(source, { kind: 'memory', target: 'memory', audit: NO_AUDIT });
  const text = (path: string): string => {
    const bytes = evidence.read(path, 100);
    return bytes.ok ? Buffer.from(bytes.value).toString() : bytes.error.code;
  };
  const names = (path: string) => {
    const listing = evidence.list(path);
    return listing.ok ? listing.value.map(({ name }) => name) : listing.error.code;
  };

  it('finds and lists files under the names of their host', () => {
    expect(text('/etc/systemd/system/getty@.service')).toBe('template');
    expect(names('/etc/systemd/system')).toEqual(['getty@.service']);
    expect(names('/home/al')).toEqual(['.config']);
    expect(evidence.lookup('/HOME/al/.CONFIG/systemd', { ignoreCase: true })).toMatchObject({
      state: 'directory',
      path: '/home/al/.config/systemd',
    });
    expect(evidence.locator('/etc/systemd/system/getty@.service').ok).toBe(true);
  });

  it('follows links by the names of the host', () => {
    expect(text('/link/systemd/user/a.service')).toBe('unit');
  });

  it('hides no file behind another', () => {
    expect(names('/twice')).toEqual(['a%40', 'a@']);
    expect(text('/twice/a%40')).toBe('escaped');
    expect(text('/twice/a@')).toBe('as it is');
  });
});
