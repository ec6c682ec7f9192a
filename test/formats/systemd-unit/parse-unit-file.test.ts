import { describe, expect, it } from 'vitest';
import { parseUnitFile } from '../../../main/formats/systemd-unit/parse-unit-file.ts';
import { codes, flat, unitFile } from './unit-text.ts';

describe('parseUnitFile', () => {
  it('reads sections and assignments with their lines', () => {
    const file = unitFile(
      '# c\n[Unit]\nDescription = a = b \n\n[Service]\n\tExecStart=/bin/x # no comment\n',
    );
    expect(file.sections.map(({ name, line, ignored }) => ({ name, line, ignored }))).toEqual([
      { name: 'Unit', line: 2, ignored: false },
      { name: 'Service', line: 5, ignored: false },
    ]);
    expect(flat(file)).toEqual(['Unit.Description@3=a = b', 'Service.ExecStart@6=/bin/x # no comment']);
    expect(file.problems).toEqual([]);
    expect(file.stoppedAt).toBeNull();
  });

  it('joins continuation lines, keeps the first line number and skips comments between them', () => {
    const file = unitFile(
      '[Service]\nExecStart=/bin/x \\\n# comment\n  ; another \\\n  a \\\n\nType=simple\n',
    );
    expect(flat(file)).toEqual(['Service.ExecStart@2=/bin/x    a', 'Service.Type@7=simple']);
  });

  it('ends a continuation only after an odd number of backslashes at the very end', () => {
    expect(flat(unitFile('[Service]\nA=b\\\\\nC=d\\ \nE=f\\\\\\\ng'))).toEqual([
      'Service.A@2=b\\\\',
      'Service.C@3=d\\',
      'Service.E@4=f\\\\ g',
    ]);
  });

  it('takes a continuation at the end of the file', () => {
    const file = unitFile('[Service]\nA=b\\\n');
    expect(flat(file)).toEqual(['Service.A@2=b']);
    expect(codes(file)).toEqual(['continuation-at-end@2']);
    expect(codes(unitFile('[Service]\nA=b\\\nc'))).toEqual([]);
  });

  it('ends lines at CRLF, a lone CR and NUL', () => {
    expect(flat(unitFile('[Unit]\r\nA=b\\\r\nc\r\n\r\nD=e'))).toEqual(['Unit.A@2=b c', 'Unit.D@5=e']);
    const hidden = unitFile('[Service]\nDescription=x\rExecStart=/tmp/e\0ExecStop=/tmp/f\n');
    expect(flat(hidden)).toEqual([
      'Service.Description@2=x',
      'Service.ExecStart@3=/tmp/e',
      'Service.ExecStop@4=/tmp/f',
    ]);
    expect(codes(hidden)).toEqual(['lone-carriage-return@2', 'nul-byte@3']);
  });

  it('drops one byte order mark', () => {
    const file = unitFile('\ufeff[Unit]\nA=1\n\ufeffB=2\n');
    expect(flat(file)).toEqual(['Unit.A@2=1', 'Unit.\ufeffB@3=2']);
  });

  it('reports what systemd ignores', () => {
    const file = unitFile('A=1\n[Unit]\n=x\nword\n.include /etc/x\nB=\n');
    expect(flat(file)).toEqual(['Unit.B@6=']);
    expect(codes(file)).toEqual([
      'assignment-outside-section@1',
      'missing-key@3',
      'missing-equals@4',
      'include-directive@5',
    ]);
  });

  it('keeps sections that systemd does not use, X- ones silently', () => {
    const file = unitFile('[X-Mine]\nA=1\nword\n[Sservice]\nB=2\n[Timer]\nC=3\n');
    expect(flat(file)).toEqual(['X-Mine.A@2=1', 'Sservice.B@5=2', 'Timer.C@7=3']);
    expect(file.sections.map(({ ignored }) => ignored)).toEqual([true, true, true]);
    expect(codes(file)).toEqual(['unknown-section@4', 'unknown-section@6']);
  });

  it('takes the unit type from a drop-in’s folder', () => {
    const at = (path: string) => codes(unitFile('[Timer]\nUnit=x.service\n', path));
    expect(at('/etc/systemd/system/a.timer.d/x.conf')).toEqual([]);
    expect(at('/etc/systemd/system/timer.d/x.conf')).toEqual([]);
    expect(at('/etc/systemd/system/a.service.d/x.conf')).toEqual(['unknown-section@1']);
    expect(at('x')).toEqual([]);
  });

  it.each([
    ['invalid-section-header', '[Service'],
    ['unsafe-section-name', '[Ser"vice]'],
  ])('stops at %s and shows what follows apart', (code, header) => {
    const file = unitFile(`[Unit]\nA=1\n${header}\nExecStart=/bin/x\n[Install]\nWantedBy=y\n`);
    expect(flat(file)).toEqual(['Unit.A@2=1']);
    expect(file.stoppedAt).toBe(3);
    expect(codes(file)).toEqual([`${code}@3`]);
    expect(file.unreached.map(({ assignments }) => assignments.map(({ key }) => key))).toEqual([
      ['ExecStart'],
      ['WantedBy'],
    ]);
  });

  it('stops at a line that is not UTF-8, but not within a comment', () => {
    const bytes = (text: string) => Buffer.from(text, 'latin1');
    const file = parseUnitFile(bytes('[Unit]\n# \xff\nA=1\nB=\xe9\nC=2\n'), 'a.service');
    expect(flat(file)).toEqual(['Unit.A@3=1']);
    expect(file.stoppedAt).toBe(4);
    expect(file.unreached[0]?.assignments.map(({ value }) => value)).toEqual(['\ufffd', '2']);
    expect(codes(parseUnitFile(bytes('[Unit]\nA=\xc3\xa9\n'), 'a.service'))).toEqual([]);
    expect(codes(parseUnitFile(bytes('[Unit]\nA=\xef\xbf\xbf\n'), 'a.service'))).toEqual(['invalid-utf8@2']);
  });

  it('stops at a line of 1 MiB, continuation lines together', () => {
    const most = 'x'.repeat(1024 * 1024 - 3);
    expect(codes(unitFile(`[Unit]\nA=${most}\nB=1\n`))).toEqual([]);
    const long = unitFile(`[Unit]\nA=${most}x\nB=1\n`);
    expect(codes(long)).toEqual(['line-too-long@2']);
    expect(long.stoppedAt).toBe(2);
    expect(codes(unitFile(`[Unit]\nA=${most.slice(9)}\\\n${'y'.repeat(20)}\n`))).toEqual(['line-too-long@2']);
  });

  it('counts further problems once there are many', () => {
    const file = unitFile(`[Unit]\n${'x\n'.repeat(300)}[bad\n`);
    expect(file.problems).toHaveLength(202);
    expect(file.problems.at(-1)).toMatchObject({ code: 'more-problems', what: '100 more problems' });
    expect(file.stoppedAt).toBe(302);
    expect(unitFile(`[Unit]\n${'x\n'.repeat(200)}`).problems.at(-1)?.code).toBe('missing-equals');
  });

  it('cuts a file short at the limit of entries', () => {
    const file = unitFile(`[Unit]\n${'a=\n'.repeat(200_000)}`);
    expect(file.problems.map(({ code }) => code)).toEqual(['limit-reached']);
  });
});
