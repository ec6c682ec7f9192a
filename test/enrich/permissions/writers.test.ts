import { describe, expect, it } from 'vitest';
import { Permissions } from '../../../main/enrich/permissions/writers.ts';
import { memoryEvidence } from '../../../main/evidence/memory-evidence.ts';
import type { MemoryNode } from '../../../main/evidence/memory-node.ts';
import { readAccounts } from '../../../main/sources/unix/accounts.ts';

const ACCOUNTS: Record<string, MemoryNode> = {
  '/etc/passwd': 'root:x:0:0::/root:/bin/sh\nalice:x:1000:1000::/home/alice:/bin/sh\n',
  '/etc/group': 'root:x:0:\nstaff:x:50:\nalice:x:1000:\n',
};
const folder = (mode: number, uid = 0, gid = 0): MemoryNode => ({ directory: true, mode, uid, gid });
const file = (mode: number, uid = 0, gid = 0): MemoryNode => ({ content: 'x', mode, uid, gid });

function writersOf(tree: Record<string, MemoryNode>, path: string): readonly string[] | null {
  const evidence = memoryEvidence({ '/etc': folder(0o755), ...ACCOUNTS, ...tree });
  const found = evidence.lookup(path);
  if (found.state !== 'file') throw new Error(`${path} is ${found.state}`);
  return new Permissions(evidence, readAccounts(evidence)).of(found.path, found.stat).writableBy;
}

describe('who besides root may change a file', () => {
  it.each<[string, Record<string, MemoryNode>, readonly string[]]>([
    ['nobody', { '/o': folder(0o755), '/o/x': file(0o755) }, []],
    ['everyone, by its own mode', { '/o': folder(0o755), '/o/x': file(0o757) }, ['everyone']],
    ['a group, by its own mode', { '/o': folder(0o755), '/o/x': file(0o775, 0, 50) }, ['group staff']],
    ['the group of root is root', { '/o': folder(0o775), '/o/x': file(0o664) }, []],
    [
      'its owner, though its mode denies him: he may change the mode',
      { '/o': folder(0o755), '/o/x': file(0o555, 1000) },
      ['user alice'],
    ],
    ['everyone, through a folder', { '/o': folder(0o777), '/o/x': file(0o755) }, ['everyone (/o)']],
    ['nobody, through a sticky folder', { '/o': folder(0o1777), '/o/x': file(0o755) }, []],
    [
      'everyone, through a folder further up',
      { '/o': folder(0o777), '/o/p': folder(0o755), '/o/p/x': file(0o755) },
      ['everyone (/o)'],
    ],
    ['the owner of a folder', { '/o': folder(0o755, 1000), '/o/x': file(0o755) }, ['user alice (/o)']],
    ['an account without a name', { '/o': folder(0o755), '/o/x': file(0o644, 4711) }, ['user 4711']],
    [
      'whose folder lies in a sticky one may be moved by its owner only',
      { '/o': folder(0o1777), '/o/p': folder(0o755, 1000), '/o/p/x': file(0o644) },
      ['user alice (/o/p)', 'user alice (/o)'],
    ],
  ])('%s', (_, tree, expected) => {
    const path = Object.keys(tree).find((one) => one.endsWith('/x')) ?? '';
    expect(writersOf(tree, path)).toEqual(expected);
  });

  it('cannot be told where the evidence has no modes', () => {
    expect(writersOf({ '/o': folder(0o777), '/o/x': 'text' }, '/o/x')).toBeNull();
  });
});
