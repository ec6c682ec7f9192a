import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  linkSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHostFile } from '../../main/evidence/host-file.ts';
import { readHostFile } from '../../main/evidence/host-read.ts';
import { HostSource } from '../../main/evidence/host-source.ts';
import type { DirectoryNode, FileNode } from '../../main/evidence/node-source.ts';
import { openLocator } from '../../main/evidence/open-locator.ts';
import { temporaryFolder, writeTree } from '../support/host-tree.ts';

/** What happens when evidence is swapped between the moment it was looked at and the moment it is opened. */
let folder: ReturnType<typeof temporaryFolder>;
let source: HostSource;
beforeEach(() => {
  folder = temporaryFolder();
  writeTree(folder.path, { '/root/d/f': 'inside', '/outside/f': 'secret' });
  source = new HostSource({ root: join(folder.path, 'root'), rootAliases: [], live: false, drive: null });
});
afterEach(() => folder.dispose());

const host = (path: string) => join(folder.path, path);

function fileNode(): FileNode {
  const node = source.node('/d/f');
  if (node.kind !== 'file') throw new Error(node.kind);
  return node;
}

function directoryNode(): DirectoryNode {
  const node = source.node('/d');
  if (node.kind !== 'directory') throw new Error(node.kind);
  return node;
}

const CHANGED = { ok: false, error: { code: 'unreadable', reason: 'changed while being opened' } };

const swaps: readonly { readonly name: string; swap(): void }[] = [
  {
    name: 'the file became a link out of the root',
    swap() {
      rmSync(host('root/d/f'));
      symlinkSync(host('outside/f'), host('root/d/f'));
    },
  },
  {
    name: 'its folder became a link out of the root',
    swap() {
      renameSync(host('root/d'), host('root/moved'));
      symlinkSync(host('outside'), host('root/d'));
    },
  },
  {
    name: 'its folder became a link to a folder that holds the very same file',
    swap() {
      rmSync(host('outside/f'));
      linkSync(host('root/d/f'), host('outside/f'));
      renameSync(host('root/d'), host('root/moved'));
      symlinkSync(host('outside'), host('root/d'));
    },
  },
];

describe.skipIf(process.platform === 'win32')('swapped after the lookup', () => {
  it.each(swaps)('$name: not read', ({ swap }) => {
    const node = fileNode();
    expect(source.read('/d/f', node, 100)).toMatchObject({ ok: true });
    swap();
    expect(source.read('/d/f', node, 100)).toEqual(CHANGED);
  });

  it.each(swaps)('$name: not opened by locator', ({ swap }) => {
    const locator = source.locator('/d/f');
    if (!locator.ok) throw new Error(locator.error.reason);
    swap();
    const opened = openLocator(locator.value);
    expect(opened).toMatchObject({ ok: false, error: { code: expect.stringMatching(/unreadable|special/) } });
  });

  it('a FIFO in the place of a file neither blocks nor is read', () => {
    const node = fileNode();
    rmSync(host('root/d/f'));
    execFileSync('mkfifo', [host('root/d/f')]);
    expect(source.read('/d/f', node, 100)).toEqual(CHANGED);
    const opened = openLocator({ kind: 'host-file', hostPath: host('root/d/f') });
    expect(opened).toMatchObject({ ok: false, error: { code: 'special' } });
  });

  it('another file in its place is not taken for it', () => {
    const node = fileNode();
    writeFileSync(host('root/d/new'), 'other');
    renameSync(host('root/d/new'), host('root/d/f'));
    expect(source.read('/d/f', node, 100)).toEqual(CHANGED);
  });

  it('the same file with other bytes is read as it is now', () => {
    const node = fileNode();
    appendFileSync(host('root/d/f'), ' and more');
    const bytes = source.read('/d/f', node, 100);
    expect(bytes.ok && new TextDecoder().decode(bytes.value)).toBe('inside and more');
    appendFileSync(host('root/d/f'), 'x'.repeat(100));
    expect(source.read('/d/f', node, 100)).toMatchObject({ ok: false, error: { code: 'too-large' } });
  });

  it('a file that is gone is missing', () => {
    const node = fileNode();
    rmSync(host('root/d/f'));
    expect(source.read('/d/f', node, 100)).toMatchObject({ ok: false, error: { code: 'missing' } });
  });

  it('a folder that became a link is not listed', () => {
    const node = directoryNode();
    expect(source.entries('/d', node)).toMatchObject({ ok: true });
    renameSync(host('root/d'), host('root/moved'));
    symlinkSync(host('outside'), host('root/d'));
    expect(source.entries('/d', node)).toEqual({ ok: false, error: 'changed while being read' });
  });
});

describe('changed while being read', () => {
  function openThen(change: (path: string) => void, live: boolean) {
    const path = host('root/d/f');
    const opened = openHostFile(path, null);
    if (!opened.ok) throw new Error(opened.error.reason);
    change(path);
    const read = readHostFile(opened.value, 100, live);
    return read.ok ? new TextDecoder().decode(read.value) : read.error.reason;
  }

  it('a growing file is an error; of a live one it is what was there at the start', () => {
    expect(openThen((path) => appendFileSync(path, ' more'), false)).toBe('changed while being read');
    writeFileSync(host('root/d/f'), 'inside');
    expect(openThen((path) => appendFileSync(path, ' more'), true)).toBe('inside');
  });

  it('a shrinking file is an error; of a live one it is what is left', () => {
    expect(openThen((path) => truncateSync(path, 2), false)).toBe('changed while being read');
    writeFileSync(host('root/d/f'), 'inside');
    expect(openThen((path) => truncateSync(path, 2), true)).toBe('in');
  });
});
