import { describe, expect, it } from 'vitest';
import { parseLsbHeader } from '../../../main/formats/init-script/lsb-header.ts';
import { parseInitScript } from '../../../main/formats/init-script/parse-init-script.ts';
import { scriptStatements } from '../../../main/formats/init-script/script-lines.ts';
import { parseShebang } from '../../../main/formats/init-script/shebang.ts';
import { expandShellVariables, shellAssignment } from '../../../main/formats/init-script/shell-variables.ts';

describe('header', () => {
  it('ends at its end, at code, and without one', () => {
    const block = '### BEGIN INIT INFO\n# Provides: a b\n# X-Start-Before: c\n';
    expect(parseLsbHeader(`${block}### END INIT INFO\n# Default-Start: 2\n`)).toMatchObject({
      provides: ['a', 'b'],
      defaultStart: [],
    });
    expect(parseLsbHeader(`${block}x\n# Default-Start: 2\n`)?.defaultStart).toEqual([]);
    expect(parseLsbHeader(`#!/bin/sh\n${block}`)?.provides).toEqual(['a', 'b']);
    expect(parseLsbHeader('# Provides: x\n')).toBeNull();
  });

  it('tells programs, OpenRC services and scripts apart', () => {
    const parse = (text: string) => parseInitScript(new TextEncoder().encode(text));
    expect(parse('\x7fELF\0#!/bin/sh')).toMatchObject({ isBinary: true, text: '', shebang: null });
    expect(parse('#!/sbin/openrc-run\n').isOpenRc).toBe(true);
    expect(parse('#!/usr/bin/env openrc-run\n').isOpenRc).toBe(true);
    expect(parse('#!/bin/sh\n# chkconfig: - 85 15\n')).toMatchObject({
      isOpenRc: false,
      chkconfig: '- 85 15',
    });
    expect(parseShebang('#! /bin/bash -e\r\nx')).toEqual({
      interpreter: '/bin/bash',
      words: ['/bin/bash', '-e'],
    });
    expect(parseShebang('#!\n')).toBeNull();
  });
});

describe('statements', () => {
  const of = (text: string) =>
    [...scriptStatements(text)].map(({ line, text: found }) => `${line}: ${found}`);

  it('join continuations and open quotes, and leave comments out', () => {
    expect(of("# a\nb \\\n  c\n\nd 'e\nf' g\nh # it's\ni\n")).toEqual([
      '2: b   c',
      "5: d 'e\nf' g",
      "7: h # it's",
      '8: i',
    ]);
  });

  it('take a stray apostrophe as one', () => {
    expect(of("a it's\nb\nc\n")).toEqual(["1: a it's", '2: b', '3: c']);
  });

  it('hold here-documents', () => {
    const [first, second] = [...scriptStatements("python3 - <<-'EOF'\nimport os\n\tEOF\nx\n")];
    expect(first).toMatchObject({ line: 1, document: 'import os' });
    expect(second).toMatchObject({ line: 4, text: 'x', document: null });
    expect(of('cat <<EOF\na\n')).toEqual(['1: cat <<EOF', '2: a']);
    expect(of('cat <<< EOF\na\nEOF\n')).toHaveLength(3);
  });
});

describe('variables', () => {
  it('are found in each form', () => {
    expect(shellAssignment('DAEMON="/usr/sbin/x y" # c')).toMatchObject({
      name: 'DAEMON',
      value: '/usr/sbin/x y',
    });
    expect(shellAssignment('  export A=b; c')).toMatchObject({ name: 'A', value: 'b' });
    expect(shellAssignment(`: \${A:=b}`)).toEqual({ name: 'A', value: 'b', isDefault: true });
    expect(shellAssignment('A= cmd')).toMatchObject({ value: '' });
    expect(shellAssignment('cmd A=b')).toBeNull();
  });

  it('are put in place, with defaults, and never grow without bound', () => {
    const variables = new Map([['A', 'x']]);
    expect(expandShellVariables(`$A/\${A}/\${B:-d}/\${B}/$(C)`, variables)).toBe(`x/x/d/\${B}/$(C)`);
    let text = 'x'.repeat(100);
    for (let round = 0; round < 60; round += 1) text = expandShellVariables('$T$T', new Map([['T', text]]));
    expect(text.length).toBeLessThan(70_000);
  });
});
