import { expect, it } from 'vitest';
import { parseCrontab } from '../../../main/formats/crontab/parse-crontab.ts';

function parse(text: string, hasUser = false) {
  return parseCrontab(new TextEncoder().encode(text), hasUser);
}

it('reads entries of every form', () => {
  const { entries, problems } = parse(
    '@reboot /bin/a\n  @Daily\t/bin/b\n1,2-3/4 * * jan-mar mon,fri  /bin/c  d\n0 0 1 1 7 echo a\\%b%in%put\n-*/5 * * * * quiet\n@every 5 x\r\n',
  );
  expect(problems).toEqual([]);
  expect(entries.map(({ line, schedule, command, input }) => [line, schedule, command, input])).toEqual([
    [1, '@reboot', '/bin/a', null],
    [2, '@Daily', '/bin/b', null],
    [3, '1,2-3/4 * * jan-mar mon,fri', '/bin/c  d', null],
    [4, '0 0 1 1 7', 'echo a%b', 'in\nput'],
    [5, '*/5 * * * *', 'quiet', null],
    [6, '@every 5', 'x', null],
  ]);
});

it('takes the account of system tables, and variables with their quotes off', () => {
  const { entries, variables } = parse(
    'MAILTO=""\n PATH = /a:/b \n"X Y"=\'z\'\n* * * * * root A=1 /bin/x\n',
    true,
  );
  expect(entries).toMatchObject([{ line: 4, user: 'root', command: 'A=1 /bin/x' }]);
  expect(variables).toEqual([
    { line: 1, name: 'MAILTO', value: '' },
    { line: 2, name: 'PATH', value: '/a:/b' },
    { line: 3, name: 'X Y', value: 'z' },
  ]);
});

it('says which lines are none', () => {
  expect(parse('@reboot root\n* * * * *\n* * * * $x y z\n', true).problems.map(({ line }) => line)).toEqual([
    1, 2, 3,
  ]);
  expect(parse('@reboot\n').problems).toHaveLength(1);
});
