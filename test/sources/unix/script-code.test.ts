import { describe, expect, it } from 'vitest';
import { memoryEvidence } from '../../../main/evidence/memory-evidence.ts';
import { ScriptCode } from '../../../main/sources/unix/script-code.ts';
import { lineOfRow } from '../../../shared/unix/code-lines.ts';

function codeOf(path: string, content: string | Uint8Array) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return new ScriptCode(memoryEvidence({ [path]: bytes })).of(path, true);
}

describe('the code of scripts', () => {
  it('leaves comments and empty lines out and joins what goes on', () => {
    const text =
      '#!/usr/bin/env bash\n# explains\n\n  run --now \\\n    --fast\n//usr/bin/nc -e sh x\nexit 0\n';
    expect(codeOf('/opt/x/run', text)).toEqual({
      code: 'run --now     --fast\n//usr/bin/nc -e sh x\nexit 0',
      lines: '4, 6-7',
      language: 'sh',
      byItself: true,
      leftOut: false,
    });
  });

  it.each([
    ['/opt/x.py', 'import os\n', 'python', false],
    ['/opt/x', '#!/usr/bin/python3 -u\nimport os\n', 'python', true],
    ['/usr/local/bin/x', '#!/bin/dash\nls\n', 'sh', true],
    ['/opt/x.js', 'run()\n', 'node', false],
  ])('tells the language of %s', (path, text, language, byItself) => {
    expect(codeOf(path, text)).toMatchObject({ language, byItself });
  });

  it('keeps beginning and end of a long script', () => {
    const text = `#!/bin/sh\nfirst\n${'echo in between\n'.repeat(5_000)}last\n`;
    const { code = '', lines = '' } = codeOf('/opt/x', text) ?? {};
    const rows = code.split('\n');
    expect(lineOfRow(lines, 0)).toBe(2);
    expect(lineOfRow(lines, rows.indexOf('[…]'))).toBeNull();
    expect(lineOfRow(lines, rows.length - 1)).toBe(5_003);
    expect(code.startsWith('first\n')).toBe(true);
    expect(code.endsWith('\nlast')).toBe(true);
    expect(code.length).toBeLessThan(17_000);
  });

  it('reads the end of one that is padded', () => {
    const text = `#!/bin/sh\n${'# nothing to see here\n'.repeat(40_000)}/bin/sh -i\n`;
    const padded = codeOf('/opt/x', text);
    // The lines between were not read, so that nobody knows which one it is.
    expect([padded?.code, padded?.lines]).toEqual(['/bin/sh -i', '']);
  });

  it('counts a script for each service that starts it, and takes a text for a script only where it is run', () => {
    const scripts = new ScriptCode(
      memoryEvidence({
        '/opt/x': new TextEncoder().encode(`#!/bin/sh\n${'x'.repeat(8_000)}\n`),
        '/opt/y': new TextEncoder().encode('ls\n'),
      }),
    );
    const kept = Array.from({ length: 2_000 }, () => scripts.of('/opt/x', false)?.code.length ?? 0);
    expect(kept.filter((length) => length > 0)).toHaveLength(Math.floor((8 * 1024 * 1024) / 8_000));
    expect([scripts.of('/opt/y', false), scripts.of('/opt/y', true)?.leftOut]).toEqual([null, false]);
  });

  it('leaves comments of other languages out', () => {
    expect(codeOf('/opt/x.js', '// says what\nrun()\n')?.code).toBe('run()');
  });

  it('reads no program, nothing empty, nothing of the system, and nothing that is not there', () => {
    expect(codeOf('/opt/x', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1]))).toBeNull();
    expect(codeOf('/opt/x', '#!/bin/sh\n# nothing\n')).toBeNull();
    expect(codeOf('/usr/bin/x', '#!/bin/sh\nls\n')).toBeNull();
    expect(codeOf('/System/Library/x', '#!/bin/sh\nls\n')).toBeNull();
    expect(new ScriptCode(memoryEvidence({})).of('/opt/x', true)).toBeNull();
  });

  it('keeps no more than a run may hold, whatever the evidence offers', () => {
    const line = `${'x'.repeat(15_000)}\n`;
    const files = Object.fromEntries(
      Array.from({ length: 700 }, (_, number) => [
        `/opt/${number}`,
        new TextEncoder().encode(`#!/bin/sh\n${line}`),
      ]),
    );
    const scripts = new ScriptCode(memoryEvidence(files));
    const kept = Object.keys(files).reduce(
      (sum, path) => sum + (scripts.of(path, true)?.code.length ?? 0),
      0,
    );
    expect(kept).toBeGreaterThan(8_000_000);
    expect(kept).toBeLessThanOrEqual(8 * 1024 * 1024);
    expect(scripts.of('/opt/699', false)).toMatchObject({ code: '', leftOut: true });
  });
});
