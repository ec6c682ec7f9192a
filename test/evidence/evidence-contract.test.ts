import { afterEach, describe, expect, it } from 'vitest';
import { openDirectory } from '../../main/evidence/directory-evidence.ts';
import type { Evidence } from '../../main/evidence/evidence.ts';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import { openLocator } from '../../main/evidence/open-locator.ts';
import { asNobody, mayMakeDevices, type Tree, temporaryFolder, writeTree } from '../support/host-tree.ts';
import { memoryAudit } from '../support/memory-audit.ts';

/** What every kind of evidence must do: one table of cases, run against each. */
interface Made {
  readonly evidence: Evidence;
  readonly audit: ReturnType<typeof memoryAudit>;
}

const disposals: (() => void)[] = [];
afterEach(() => {
  for (const dispose of disposals.splice(0)) dispose();
});

const kinds: readonly { readonly name: string; make(tree: Tree): Made }[] = [
  {
    name: 'memory',
    make(tree) {
      const audit = memoryAudit();
      return { evidence: memoryEvidence(tree, { audit }), audit };
    },
  },
  {
    name: 'directory',
    make(tree) {
      const folder = temporaryFolder();
      disposals.push(folder.dispose);
      writeTree(folder.path, tree);
      const audit = memoryAudit();
      const opened = openDirectory(folder.path, { audit });
      if (!opened.ok) throw new Error(opened.error.reason);
      return { evidence: opened.value, audit };
    },
  },
];

const text = new TextDecoder();
function readText(evidence: Evidence, path: string): string {
  const bytes = evidence.read(path, 1000);
  return bytes.ok ? text.decode(bytes.value) : `error ${bytes.error.code}`;
}

describe.each(kinds)('$name evidence', ({ make }) => {
  const found = (tree: Tree, path: string, ignoreCase = false) => {
    const lookup = make(tree).evidence.lookup(path, { ignoreCase });
    return 'path' in lookup ? `${lookup.state} ${lookup.path}` : lookup.state;
  };

  describe('links as they are stored', () => {
    const tree: Tree = {
      '/etc/mask': { link: '/dev/null' },
      '/etc/alias': { link: '../usr/x' },
      '/usr/x': 'x',
      '/lib': { link: 'usr' },
    };

    it.each([
      ['/etc/mask', '/dev/null'],
      ['/etc/alias', '../usr/x'],
      ['/lib/x', 'not-a-file'],
      ['/usr/x', 'not-a-file'],
      ['/usr', 'not-a-file'],
      ['/', 'not-a-file'],
      ['/none', 'missing'],
      ['/none/x', 'missing'],
      ['/usr/x/y', 'not-a-file'],
    ])('%s: %s', (path, expected) => {
      const target = make(tree).evidence.readLink(path);
      expect(target.ok ? target.value : target.error.code).toBe(expected);
      const link = make(tree).evidence.lookupLink(path);
      expect(link.ok ? link.value.target : link.error.code).toBe(expected);
    });

    it('have a time of their own, which is not that of what they lead to', () => {
      const { evidence } = make({
        '/etc/wants/x': { link: '../../usr/x', modified: '2001-09-09T01:46:40.000000000Z' },
        '/etc/wants/nowhere': { link: '/none', modified: '2001-09-09T01:46:41.000000000Z' },
        '/usr/x': 'x',
      });
      const modified = (path: string) => {
        const link = evidence.lookupLink(path);
        return link.ok ? link.value.stat.modified : link.error.code;
      };
      expect(modified('/etc/wants/x')).toBe('2001-09-09T01:46:40.000000000Z');
      expect(modified('/etc/wants/nowhere')).toBe('2001-09-09T01:46:41.000000000Z');
      const followed = evidence.lookup('/etc/wants/x');
      expect('stat' in followed ? followed.stat.modified : '').not.toBe('2001-09-09T01:46:40.000000000Z');
      const subtree = evidence.subtree('/etc');
      const inside = subtree.ok ? subtree.value.lookupLink('/wants/x') : null;
      expect(inside?.ok === true && inside.value.stat.modified).toBe('2001-09-09T01:46:40.000000000Z');
    });
  });

  describe('a folder as evidence of its own', () => {
    const tree: Tree = {
      '/c/[root]/etc/a': { link: '/usr/x' },
      '/c/[root]/etc/up': { link: '../../../secret' },
      '/c/[root]/usr/x': 'inside',
      '/usr/x': 'outside',
      '/secret': 'outside',
    };

    it('takes an absolute link for one of its own, and leads nowhere out of it', () => {
      const { evidence, audit } = make(tree);
      const subtree = evidence.subtree('/c/[root]');
      if (!subtree.ok) throw new Error(subtree.error.reason);
      expect(subtree.value.lookup('/etc/a')).toMatchObject({ state: 'file', path: '/usr/x' });
      expect(readText(subtree.value, '/etc/a')).toBe('inside');
      expect(subtree.value.lookup('/etc/up').state).toBe('outside-root');
      expect(subtree.value.lookup('/c').state).toBe('missing');
      expect(audit.entries.map(({ action, path }) => `${action} ${path}`)).toContain(
        'opened /c/[root]/etc/a',
      );
    });

    it('has the names of the host where a collector escaped them, and knows the stored ones', () => {
      const { evidence, audit } = make({
        '/h/uploads/auto/etc/systemd/system/getty%40.service': 'unit',
        '/h/uploads/auto/home/a/%2Econfig/x': 'x',
      });
      const subtree = evidence.subtree('/h/uploads/auto');
      if (!subtree.ok) throw new Error(subtree.error.reason);
      expect(readText(subtree.value, '/etc/systemd/system/getty@.service')).toBe('unit');
      expect(readText(subtree.value, '/home/a/.config/x')).toBe('x');
      const stored = '/h/uploads/auto/etc/systemd/system/getty%40.service';
      expect(subtree.value.outerPath('/etc/systemd/system/getty@.service')).toBe(stored);
      expect(audit.entries.map(({ path }) => path)).toContain(stored);
      expect(evidence.outerPath('/etc')).toBe('/etc');
    });

    it('is the evidence itself for its top, and an error for a file', () => {
      const { evidence } = make(tree);
      expect(evidence.subtree('/')).toEqual({ ok: true, value: evidence });
      const error = evidence.subtree('/secret');
      expect(error.ok ? '' : error.error.code).toBe('not-a-directory');
    });
  });

  describe('letter case', () => {
    const tree: Tree = { '/Windows/System32/config/SYSTEM': 'hive', '/Grün/Übung': '1', '/straße': '2' };

    it.each([
      ['/windows/SYSTEM32/Config/system', true, 'file /Windows/System32/config/SYSTEM'],
      ['/WINDOWS/system32', true, 'directory /Windows/System32'],
      ['/Windows/System32/config/SYSTEM', false, 'file /Windows/System32/config/SYSTEM'],
      ['/windows/System32/config/SYSTEM', false, 'missing'],
      ['/GRÜN/übung', true, 'file /Grün/Übung'],
      ['/STRASSE', true, 'missing'],
      ['/W\u0131ndows', true, 'missing'],
      ['/', true, 'directory /'],
      ['//Windows/./System32/', false, 'directory /Windows/System32'],
    ])('%s, ignoring case %s: %s', (path, ignoreCase, expected) => {
      expect(found(tree, path, ignoreCase)).toBe(expected);
    });

    it('prefers the exact spelling, then the first in UTF-16 order', () => {
      const variants: Tree = { '/b/file': '1', '/b/FILE': '2', '/b/File': '3' };
      expect(found(variants, '/B/file', true)).toBe('file /b/file');
      expect(found(variants, '/b/File', true)).toBe('file /b/File');
      expect(found(variants, '/b/fiLe', true)).toBe('file /b/FILE');
    });
  });

  describe('links and ..', () => {
    const tree: Tree = {
      '/etc/hosts': 'inside',
      '/a/b/target': 'target',
      '/a/absolute': { link: '/etc/hosts' },
      '/a/b/relative': { link: '../b/target' },
      '/a/folder': { link: 'b' },
      '/a/escaping': { link: '../../etc/hosts' },
      '/a/just-inside': { link: '../etc/hosts' },
      '/self': { link: 'self' },
      '/ping': { link: '/pong' },
      '/pong': { link: 'ping' },
      '/deeper': { link: 'deeper/deeper' },
      '/dangling': { link: '/nowhere' },
      '/empty/root': { link: '/' },
      '/junction': { link: 'C:\\Etc\\Hosts' },
      '/object': { link: '\\??\\C:\\etc\\hosts' },
      '/verbatim': { link: '\\\\?\\C:\\etc' },
      '/slashes': { link: 'c:/etc/hosts' },
      '/volume': { link: '\\??\\Volume{11111111-2222-3333-4444-555555555555}\\etc' },
      '/share': { link: '\\\\server\\share' },
      '/a/backslash': { link: '..\\etc\\hosts' },
      '/unsupported': { link: 'unsupported reparse tag 0x80000017' },
      '/climbing': { link: 'a/../../x' },
    };

    it.each([
      ['/a/absolute', 'file /etc/hosts'],
      ['/a/b/relative', 'file /a/b/target'],
      ['/a/folder/target', 'file /a/b/target'],
      ['/a/folder/../../etc/hosts', 'file /etc/hosts'],
      ['/a/just-inside', 'file /etc/hosts'],
      ['/a/escaping', 'outside-root'],
      ['/climbing', 'outside-root'],
      ['/..', 'outside-root'],
      ['/a/../../etc/hosts', 'outside-root'],
      ['/a/b/../../etc/hosts', 'file /etc/hosts'],
      ['/etc/hosts/..', 'missing'],
      ['/etc/hosts/x', 'missing'],
      ['/nowhere/../etc/hosts', 'missing'],
      ['/dangling', 'missing'],
      ['/self', 'unreadable'],
      ['/ping', 'unreadable'],
      ['/deeper', 'unreadable'],
      ['/empty/root', 'directory /'],
      ['/empty/root/empty/root/etc/hosts', 'file /etc/hosts'],
      ['/object', 'file /etc/hosts'],
      ['/slashes', 'file /etc/hosts'],
      ['/verbatim/hosts', 'file /etc/hosts'],
      ['/volume', 'outside-root'],
      ['/share', 'outside-root'],
      ['/unsupported', 'unreadable'],
      ['/a/backslash', 'missing'],
      ['/etc\0/hosts', 'missing'],
      ['/etc/hosts\0.txt', 'missing'],
    ])('%j: %s', (path, expected) => {
      expect(found(tree, path)).toBe(expected);
    });

    it('reads junctions and relative links as Windows does when case is ignored', () => {
      expect(found(tree, '/JUNCTION', true)).toBe('file /etc/hosts');
      expect(found(tree, '/A/Backslash', true)).toBe('file /etc/hosts');
    });

    it('says why', () => {
      const { evidence } = make(tree);
      expect(evidence.lookup('/self')).toEqual({ state: 'unreadable', reason: 'too many links' });
      expect(evidence.lookup('/volume')).toMatchObject({
        reason: expect.stringContaining('link to another volume'),
      });
      expect(evidence.lookup('/unsupported')).toMatchObject({
        reason: 'unsupported reparse tag 0x80000017',
      });
    });

    it('follows as many links as Linux does, and no more', () => {
      const chain: Record<string, Tree[string]> = { '/l0': 'end' };
      for (let at = 1; at <= 41; at++) chain[`/l${at}`] = { link: `l${at - 1}` };
      expect(found(chain, '/l40')).toBe('file /l0');
      expect(found(chain, '/l41')).toBe('unreadable');
    });

    it('reads and lists through links, and never out of the root', () => {
      const { evidence } = make(tree);
      expect(readText(evidence, '/a/absolute')).toBe('inside');
      expect(readText(evidence, '/a/escaping')).toBe('error outside-root');
      expect(evidence.list('/a/folder')).toMatchObject({
        ok: true,
        value: [{ name: 'relative' }, { name: 'target' }],
      });
      expect(evidence.list('/../')).toMatchObject({ ok: false, error: { code: 'outside-root' } });
      expect(evidence.locator('/a/escaping')).toMatchObject({ ok: false, error: { code: 'outside-root' } });
    });
  });

  describe('reading', () => {
    const bytes = Uint8Array.from([0, 1, 254, 255]);
    const tree: Tree = { '/d/file': bytes, '/d/empty': '', '/d/mode': { content: 'x', mode: 0o4755 } };

    it('gives exactly the bytes, up to and including the limit', () => {
      const { evidence } = make(tree);
      expect(evidence.read('/d/file', 4)).toEqual({ ok: true, value: bytes });
      expect(evidence.read('/d/empty', 0)).toEqual({ ok: true, value: new Uint8Array(0) });
    });

    it('refuses a larger file instead of truncating it', () => {
      const { evidence } = make(tree);
      expect(evidence.read('/d/file', 3)).toEqual({
        ok: false,
        error: { code: 'too-large', path: '/d/file', reason: '4 bytes, the limit is 3' },
      });
    });

    it('tells files, folders and nothing apart', () => {
      const { evidence } = make(tree);
      expect(readText(evidence, '/d')).toBe('error not-a-file');
      expect(readText(evidence, '/d/none')).toBe('error missing');
      expect(evidence.list('/d/file')).toMatchObject({ ok: false, error: { code: 'not-a-directory' } });
      expect(evidence.list('/none')).toMatchObject({ ok: false, error: { code: 'missing' } });
      expect(evidence.locator('/d')).toMatchObject({ ok: false, error: { code: 'not-a-file' } });
    });

    it('gives size and mode', () => {
      const { evidence } = make(tree);
      expect(evidence.lookup('/d/file')).toMatchObject({ stat: { size: 4 } });
      expect(evidence.lookup('/d/mode')).toMatchObject({ stat: { size: 1, mode: 0o4755 } });
    });

    it('gives a locator that survives postMessage and reads at any position', () => {
      const locator = make(tree).evidence.locator('/d/file');
      const file = locator.ok ? openLocator(structuredClone(locator.value)) : locator;
      if (!file.ok) throw new Error(file.error.reason);
      const buffer = new Uint8Array(6);
      expect(file.value.size).toBe(4);
      expect(file.value.read(1, buffer, 2, 2)).toBe(2);
      expect([...buffer]).toEqual([0, 0, 1, 254, 0, 0]);
      expect(file.value.read(2, buffer, 0, 6)).toBe(2);
      expect(file.value.read(9, buffer, 0, 6)).toBe(0);
      file.value.close();
    });
  });

  describe('listing', () => {
    it('sorts by UTF-16 order and does not follow links', () => {
      const tree: Tree = {
        '/d/b': '',
        '/d/a': { directory: true },
        '/d/Z': { link: '/d/a' },
        '/d/\u{1F600}': '',
        '/d/\uFF5E': '',
      };
      expect(make(tree).evidence.list('/d')).toEqual({
        ok: true,
        value: [
          { name: 'Z', kind: 'link' },
          { name: 'a', kind: 'directory' },
          { name: 'b', kind: 'file' },
          { name: '\u{1F600}', kind: 'file' },
          { name: '\uFF5E', kind: 'file' },
        ],
      });
    });
  });

  describe('long paths', () => {
    it('reads below 300 and more characters', () => {
      const path = `/${'a'.repeat(200)}/${'b'.repeat(200)}/file`;
      const { evidence } = make({ [path]: 'deep' });
      expect(readText(evidence, path)).toBe('deep');
      expect(evidence.lookup(path.toUpperCase(), { ignoreCase: true })).toMatchObject({
        state: 'file',
        path,
      });
    });

    it('never throws beyond what a name or path can hold', () => {
      const { evidence } = make({ '/a/file': '1', '/here': { link: '.' } });
      expect(evidence.lookup(`/a/${'x'.repeat(256)}`).state).toBe('unreadable');
      expect(evidence.lookup(`/a/${'x'.repeat(5000)}`, { ignoreCase: true }).state).toBe('unreadable');
      expect(evidence.lookup('/a/b'.repeat(2000)).state).toBe('missing');
      expect(evidence.lookup('/./a/..'.repeat(2000)).state).toBe('unreadable');
      expect(evidence.lookup('/here'.repeat(41)).state).toBe('unreadable');
    });
  });

  describe.skipIf(process.platform === 'win32')('what is never opened', () => {
    it.each(['fifo', 'socket'] as const)('a %s', (special) => {
      const { evidence, audit } = make({ '/run/it': { special } });
      expect(evidence.lookup('/run/it')).toMatchObject({ state: 'special', path: '/run/it' });
      expect(readText(evidence, '/run/it')).toBe('error special');
      expect(evidence.locator('/run/it')).toMatchObject({ ok: false, error: { code: 'special' } });
      expect(evidence.list('/run')).toMatchObject({ ok: true, value: [{ name: 'it', kind: 'special' }] });
      expect(evidence.lookup('/run/it/x').state).toBe('missing');
      expect(audit.entries).toContainEqual(expect.objectContaining({ action: 'refused', path: '/run/it' }));
    });

    it.skipIf(!mayMakeDevices())('a device', () => {
      const { evidence } = make({ '/dev/zero': { special: 'device' } });
      expect(evidence.lookup('/dev/zero')).toEqual({
        state: 'special',
        path: '/dev/zero',
        reason: 'a device',
      });
      expect(readText(evidence, '/dev/zero')).toBe('error special');
    });
  });

  describe.skipIf(process.platform === 'win32')('what may not be read', () => {
    it('a file: found, and its reading fails', () => {
      const { evidence, audit } = make({ '/secret': { unreadable: 'permission denied (EACCES)' } });
      asNobody(() => {
        expect(evidence.lookup('/secret')).toMatchObject({ state: 'file', stat: { size: 0 } });
        expect(evidence.read('/secret', 10)).toEqual({
          ok: false,
          error: { code: 'unreadable', path: '/secret', reason: 'permission denied (EACCES)' },
        });
      });
      expect(audit.entries).toContainEqual({
        action: 'failed',
        path: '/secret',
        detail: 'permission denied (EACCES)',
      });
    });

    it('a folder: found, but neither listed nor searched', () => {
      const { evidence } = make({
        '/closed': { directory: true, unreadable: 'permission denied (EACCES)' },
        '/closed/file': 'x',
      });
      asNobody(() => {
        expect(evidence.lookup('/closed').state).toBe('directory');
        expect(evidence.list('/closed')).toMatchObject({ ok: false, error: { code: 'unreadable' } });
        expect(evidence.lookup('/closed/file').state).toBe('unreadable');
        expect(evidence.lookup('/closed/FILE', { ignoreCase: true }).state).toBe('unreadable');
      });
    });
  });

  describe('alternate data streams', () => {
    it('are not looked at, which is not the same as missing', () => {
      const tree: Tree = { '/w/notes.txt': 'x' };
      expect(found(tree, '/W/Notes.txt:evil.exe', true)).toBe('unreadable');
      expect(found(tree, '/W/other.txt:evil.exe', true)).toBe('missing');
    });
  });

  describe('audit', () => {
    it('has every open and listing, and each refusal once', () => {
      const { evidence, audit } = make({ '/d/f': 'four', '/out': { link: '..' } });
      evidence.read('/d/f', 10);
      evidence.read('/d/f', 10);
      evidence.list('/d');
      evidence.lookup('/none');
      evidence.lookup('/none');
      evidence.lookup('/out');
      evidence.read('/d/f', 1);
      expect(audit.entries).toEqual([
        { action: 'opened', path: '/d/f', detail: '4 bytes' },
        { action: 'opened', path: '/d/f', detail: '4 bytes' },
        { action: 'listed', path: '/d', detail: '1 entries' },
        { action: 'missing', path: '/none' },
        { action: 'refused', path: '/out', detail: `'..' leads out of the root` },
        { action: 'skipped', path: '/d/f', detail: '4 bytes, the limit is 1' },
      ]);
    });
  });
});
