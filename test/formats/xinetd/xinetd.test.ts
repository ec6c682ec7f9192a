import { expect, it } from 'vitest';
import { parseInetd } from '../../../main/formats/xinetd/parse-inetd.ts';
import { parseXinetd } from '../../../main/formats/xinetd/parse-xinetd.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

it('reads sections, operators and includes of xinetd', () => {
  const { sections, includes, problems } = parseXinetd(
    bytes(
      'defaults\n{\n  log_type = SYSLOG x\n  only_from += a\n  only_from += b\n}\nservice t\n{\n\tServer = /x\n\tno_access -= q\n}\ninclude /a\nincludedir /b\n',
    ),
  );
  expect(problems).toEqual([]);
  expect(
    sections.map(({ service, attributes, serverLine }) => [service, [...attributes], serverLine]),
  ).toEqual([
    [
      null,
      [
        ['log_type', 'SYSLOG x'],
        ['only_from', 'a b'],
      ],
      1,
    ],
    ['t', [['server', '/x']], 9],
  ]);
  expect(includes).toEqual([
    { path: '/a', isFolder: false },
    { path: '/b', isFolder: true },
  ]);
});

it('reports what is open or stands outside', () => {
  expect(parseXinetd(bytes('x = y\nservice a\n{\n b = c\n')).problems.map(({ line }) => line)).toEqual([
    1, 2,
  ]);
});

it('reads lines of inetd', () => {
  const { entries, problems } = parseInetd(
    bytes('# x\nftp stream tcp6 nowait.10 root:wheel /a ftpd -l\nshort line\n'),
  );
  expect(entries).toEqual([
    {
      line: 2,
      service: 'ftp',
      socketType: 'stream',
      protocol: 'tcp6',
      wait: 'nowait.10',
      user: 'root',
      program: '/a',
      words: ['ftpd', '-l'],
    },
  ]);
  expect(problems).toEqual([{ line: 3, what: 'fewer than six fields' }]);
});
