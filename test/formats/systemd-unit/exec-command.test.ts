import { describe, expect, it } from 'vitest';
import { parseExecLine } from '../../../main/formats/systemd-unit/exec-command.ts';
import { expandExecCommand } from '../../../main/formats/systemd-unit/exec-expand.ts';
import { parseUnitName } from '../../../main/formats/systemd-unit/unit-name.ts';
import { expandVariables } from '../../../main/formats/systemd-unit/variables.ts';

function argvs(value: string) {
  return parseExecLine(value).commands.map(({ argv }) => argv);
}

function problems(value: string) {
  return parseExecLine(value).problems.map(({ code }) => code);
}

describe('parseExecLine', () => {
  it('reads prefixes in any order', () => {
    expect(parseExecLine('-@:+/bin/x zero one').commands[0]).toMatchObject({
      prefixes: '-@:+',
      path: '/bin/x',
      pathKind: 'absolute',
      argv: ['zero', 'one'],
      ignoreFailure: true,
      separateArgv0: true,
      literalVariables: true,
      fullPrivileges: true,
      keepsCredentials: false,
      viaShell: false,
    });
    expect(parseExecLine('!-/bin/x').commands[0]).toMatchObject({
      keepsCredentials: true,
      ignoreFailure: true,
    });
    expect(parseExecLine('!!/bin/x').commands[0]).toMatchObject({
      keepsCredentials: false,
      ambientFallback: true,
    });
  });

  it('does not take a prefix twice, nor + with !', () => {
    for (const value of ['--/bin/x', '+!/bin/x', '!+/bin/x', '!!!/bin/x', '++/bin/x']) {
      expect(problems(value), value).toEqual(['invalid-program']);
    }
  });

  it('reads | as a shell command line, @| as a login shell', () => {
    expect(parseExecLine('|echo a ; -|b').commands).toMatchObject([
      { viaShell: true, path: 'echo', argv: ['echo', 'a'] },
      { viaShell: true, ignoreFailure: true, argv: ['b'] },
    ]);
    expect(parseExecLine('@|echo a').commands[0]).toMatchObject({ separateArgv0: true, argv: ['echo', 'a'] });
  });

  it('unquotes and unescapes', () => {
    expect(argvs('/bin/x "a b"c \'d "e\' \\x41\\u00e9\\101\\s\\t "f\\"g" \'h\\\'i\' ""')).toEqual([
      ['/bin/x', 'a bc', 'd "e', 'Aé\u0041 \t', 'f"g', "h'i", ''],
    ]);
    expect(argvs('/bin/x \\xc3\\xa9 \\xff \\U0001f600')).toEqual([['/bin/x', 'é', '\ufffd', '😀']]);
  });

  it('joins bytes beside characters of four', () => {
    expect(argvs('/bin/x \u{10480}\\xc3\\xa9')).toEqual([['/bin/x', '\u{10480}é']]);
  });

  it('keeps unknown escapes with a problem', () => {
    expect(argvs('/bin/x \\q \\x00 a\\')).toEqual([['/bin/x', '\\q', '\\x00', 'a\\']]);
    expect(problems('/bin/x \\q')).toEqual(['unknown-escape']);
  });

  it('separates commands at a lone unquoted semicolon', () => {
    expect(argvs('/a b ; ; /c ; d')).toEqual([['/a', 'b'], ['/c'], ['d']]);
    expect(argvs('/a \\; ";" b; \\;c')).toEqual([['/a', ';', ';', 'b;', '\\;c']]);
  });

  it('tells absolute paths, file names, specifiers and nonsense apart', () => {
    const kind = (value: string) => {
      const { commands, rejected } = parseExecLine(value);
      return (commands[0] ?? rejected)?.pathKind;
    };
    expect(kind('/bin/x')).toBe('absolute');
    expect(kind('x')).toBe('file-name');
    expect(kind('%h/x')).toBe('specifier');
    for (const value of ['./x', 'a/b', '/bin/', '..', '"/bin/x\\n"', '-', '""', `${'x'.repeat(256)}`]) {
      expect(kind(value), value).toBe('invalid');
    }
    expect(parseExecLine('//bin/./x//y a').commands[0]).toMatchObject({
      path: '/bin/x/y',
      argv: ['//bin/./x//y', 'a'],
    });
  });

  it('refuses a line, but not the unit when the command may fail', () => {
    expect(parseExecLine('/bin/x "a')).toMatchObject({
      commands: [],
      rejected: { path: '/bin/x', argv: ['/bin/x'] },
      refused: true,
      problems: [{ code: 'unbalanced-quotes' }],
    });
    expect(parseExecLine('/a ; -/bin/x "a')).toMatchObject({ commands: [{ path: '/a' }], refused: false });
    expect(problems('@/bin/x')).toEqual(['no-argv0']);
    expect(parseExecLine('')).toEqual({ commands: [], rejected: null, problems: [], refused: false });
  });

  it('notes variables', () => {
    expect(parseExecLine('/bin/x $A a$B ${C}/${D} $$E $').commands[0]?.variables).toEqual([
      { name: 'A', form: 'word', argument: 1 },
      { name: 'C', form: 'text', argument: 3 },
      { name: 'D', form: 'text', argument: 3 },
      { name: '', form: 'word', argument: 5 },
    ]);
    expect(parseExecLine(':/bin/x $A').commands[0]?.variables).toEqual([]);
  });

  it('reads at most MAX_EXEC_WORDS', () => {
    expect(problems(`/bin/x ${'a '.repeat(70_000)}`)).toEqual(['limit-reached']);
  });
});

describe('expandExecCommand', () => {
  const unit = parseUnitName('foo@/bar.service'.replace('/', '-'));
  if (unit === null) throw new Error('no unit');
  const context = {
    unit,
    fragmentPath: '/etc/systemd/system/foo@.service',
    values: new Map([['h', '/root']]),
  };
  const expand = (value: string) => {
    const command = parseExecLine(value).commands[0];
    if (command === undefined) throw new Error('no command');
    return expandExecCommand(command, context);
  };

  it('expands word by word', () => {
    const { command, unresolved } = expand('%h//x %i "%p b" 100%%');
    expect(command).toMatchObject({
      path: '/root/x',
      pathKind: 'absolute',
      argv: ['/root//x', '-bar', 'foo b', '100%'],
    });
    expect(unresolved).toEqual([]);
  });

  it('leaves what it does not know', () => {
    const { command, unresolved, unknown } = expand('%t/x %H %z');
    expect(command).toMatchObject({ path: '%t/x', pathKind: 'specifier', argv: ['%t/x', '%H', '%z'] });
    expect(unresolved).toEqual(['%t', '%H']);
    expect(unknown).toEqual(['%z']);
  });
});

describe('expandVariables', () => {
  const environment = new Map([
    ['ONE', 'one'],
    ['TWO', "'two two' too\\ x"],
    ['E', ''],
  ]);

  it('splits $NAME and inserts ${NAME}', () => {
    const { argv, unset } = expandVariables(
      ['/x', '$ONE', '$TWO', '${TWO}', 'a${ONE}b$ONE', '$$ONE', '$E', '${NO}', '$NO2'],
      environment,
    );
    expect(argv).toEqual(['/x', 'one', 'two two', 'too x', "'two two' too\\ x", 'aoneb$ONE', '$ONE', '']);
    expect(unset).toEqual(['NO', 'NO2']);
  });

  it('stops growing', () => {
    const big = new Map([['A', 'x'.repeat(1024 * 1024)]]);
    const { argv, cut } = expandVariables([Array(100).fill('${A}').join('')], big);
    expect(cut).toBe(true);
    expect(argv[0]?.length).toBeLessThan(5 * 1024 * 1024);
  });
});
