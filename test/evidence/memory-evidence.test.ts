import { describe, expect, it } from 'vitest';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';

describe('memoryEvidence', () => {
  it('plays any kind, with the stat that the test gives', () => {
    const evidence = memoryEvidence(
      {
        '/etc': { directory: true, mode: 0o777, uid: 0 },
        '/etc/f': { content: 'abc', mode: 0o644, modified: '2026-01-01T00:00:00Z' },
      },
      { kind: 'live', target: 'host' },
    );
    expect([evidence.kind, evidence.target]).toEqual(['live', 'host']);
    expect(evidence.lookup('/etc')).toMatchObject({ stat: { mode: 0o777, uid: 0, gid: null } });
    expect(evidence.lookup('/etc/f')).toMatchObject({ stat: { size: 3, modified: '2026-01-01T00:00:00Z' } });
  });

  it('gives copies, so that a decoder cannot change the evidence', () => {
    const evidence = memoryEvidence({ '/f': 'abc' });
    const first = evidence.read('/f', 3);
    if (!first.ok) throw new Error(first.error.reason);
    first.value.fill(0);
    expect(evidence.read('/f', 3)).toEqual({ ok: true, value: new TextEncoder().encode('abc') });
  });

  it.each(['relative', '/a/../b', '/a//b', '/a/'])('refuses %s as a path of the tree', (path) => {
    expect(() => memoryEvidence({ [path]: '' })).toThrow('not a resolved evidence path');
  });

  it('refuses a file below a file', () => {
    expect(() => memoryEvidence({ '/a': 'x', '/a/b': 'y' })).toThrow('/a is not a folder');
  });
});
