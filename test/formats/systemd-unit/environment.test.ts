import { describe, expect, it } from 'vitest';
import { parseEnvironmentFile } from '../../../main/formats/systemd-unit/environment-file.ts';
import { parseEnvironmentValue } from '../../../main/formats/systemd-unit/environment-value.ts';
import { parseUnitName } from '../../../main/formats/systemd-unit/unit-name.ts';

function file(text: string, encoding: BufferEncoding = 'utf8') {
  return parseEnvironmentFile(Buffer.from(text, encoding));
}

function variables(text: string) {
  return file(text).variables.map(({ name, value, line }) => `${line}:${name}=${value}`);
}

describe('parseEnvironmentFile', () => {
  it('reads assignments, comments and blank lines', () => {
    expect(variables('# c\n\n ; c\n A = b c  # d \r\nno\nB=\nC=1')).toEqual([
      '4:A=b c  # d',
      '6:B=',
      '7:C=1',
    ]);
  });

  it('reads quotes', () => {
    expect(variables('A=\'a\n\\b\' \'c\'"d"e "f"\nB="q\\"\\n\\\nw\\$" tail  \n')).toEqual([
      '1:A=a\n\\bcde "f"',
      '3:B=q"\\nw$tail',
    ]);
  });

  it('takes what a backslash precedes', () => {
    expect(variables('A= \\ a\\  \nB=x\\\n y \nC=\\\\\\n\nD=x \\\n\nE=\\')).toEqual([
      '1:A= a ',
      '2:B=x y',
      '4:C=\\n',
      '5:D=x ',
      '7:E=',
    ]);
  });

  it('reports names, open quotes and bytes that systemd refuses', () => {
    const named = file('export A=1\n1B=2\nC=3\n');
    expect(named.variables.map(({ name }) => name)).toEqual(['C']);
    expect(named.problems.map(({ code, line }) => `${code}@${line}`)).toEqual([
      'invalid-name@1',
      'invalid-name@2',
    ]);
    expect(file('A=1\nB="x\ny').problems.map(({ code, line }) => `${code}@${line}`)).toEqual([
      'open-quote@2',
    ]);
    expect(file("A='x").problems.map(({ code }) => code)).toEqual(['open-quote']);
    expect(file('A=\xff\n# \xff\n', 'latin1')).toMatchObject({
      refused: true,
      problems: [{ code: 'invalid-utf8' }],
    });
    expect(file('# \xff\nA=1\n', 'latin1')).toMatchObject({ refused: false, problems: [] });
    expect(file('A=1\0B=2\n')).toMatchObject({ refused: true, problems: [{ code: 'nul-byte' }] });
  });

  it('reads at most MAX_ENVIRONMENT_VARIABLES', () => {
    expect(file('A=1\n'.repeat(65_537)).problems.map(({ code }) => code)).toEqual(['limit-reached']);
    expect(file('A=1\n'.repeat(65_536)).problems).toEqual([]);
  });
});

describe('parseEnvironmentValue', () => {
  it('splits words and names', () => {
    expect(parseEnvironmentValue('"A=b c" D=e\\x41 1F=x =y z G=')).toEqual({
      variables: [
        { name: 'A', value: 'b c' },
        { name: 'D', value: 'eA' },
        { name: 'G', value: '' },
      ],
      invalid: ['1F=x', '=y', 'z'],
      broken: false,
    });
  });

  it('ends at an open quote or unknown escape', () => {
    expect(parseEnvironmentValue('A=1 "B=2').variables).toHaveLength(1);
    expect(parseEnvironmentValue('A=1 B=\\q C=3')).toMatchObject({
      variables: [{ name: 'A' }],
      broken: true,
    });
    expect(parseEnvironmentValue('A=\\xff').invalid).toHaveLength(1);
  });

  it('expands specifiers', () => {
    const unit = parseUnitName('a@b.service');
    if (unit === null) throw new Error('no unit');
    const context = { unit, fragmentPath: null, values: new Map<string, string>() };
    expect(parseEnvironmentValue('LD_PRELOAD=/lib/%i.so', context).variables[0]?.value).toBe('/lib/b.so');
  });
});
