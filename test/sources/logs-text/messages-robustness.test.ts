import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { readAuditLog } from '../../../main/formats/audit-log/read-audit-log.ts';
import { auditMeanings } from '../../../main/sources/logs-text/audit-meaning.ts';
import { launchdMeaning } from '../../../main/sources/logs-text/launchd-message.ts';
import { serviceCommands } from '../../../main/sources/logs-text/service-command.ts';
import { commandMeanings } from '../../../main/sources/logs-text/sudo-message.ts';
import { systemdMeaning, upstartMeaning } from '../../../main/sources/logs-text/systemd-message.ts';

const READERS: readonly (readonly [string, (text: string) => unknown, readonly string[]])[] = [
  [
    'systemd',
    (text) => systemdMeaning(text, () => null),
    [
      '',
      'x.service: ',
      'x.service: Main process exited, code=',
      'Started ',
      'Reloading requested from client PID 1',
      '/x:',
      '[/x:1] ',
    ],
  ],
  ['upstart', upstartMeaning, ['', 'a main process (1) ', 'a (b) ']],
  [
    'sudo',
    (text) => commandMeanings('sudo', text),
    ['', 'bob : ', 'bob : TTY=x ; COMMAND=', 'bob : COMMAND=systemctl enable '],
  ],
  [
    'polkit',
    (text) => commandMeanings('polkitd', text),
    ['org.freedesktop.systemd1. [', 'org.freedesktop.systemd1. [systemctl stop a] (owned by unix-user:'],
  ],
  ['command', serviceCommands, ['', 'systemctl ', 'service ', 'launchctl ']],
  [
    'launchd',
    (text) => launchdMeaning(text, 'x'),
    [
      '',
      'exited due to ',
      'Bootstrap by ',
      'Bootstrap by a for ',
      'Could not import service from caller: path = ',
      'Pushing respawn out by ',
    ],
  ],
  [
    'audit',
    (text) =>
      [
        ...readAuditLog([{ line: 1, offset: 0, text: `type=PATH msg=audit(1.0:1): ${text}`, cut: false }]),
      ].map((item) => (item.kind === 'event' ? auditMeanings(item.event, () => null) : null)),
    ['', 'name="/etc/systemd/system/'],
  ],
];
const PIECES = [
  'a',
  ' ',
  '(',
  ')',
  '[',
  ']',
  '/',
  '.',
  ':',
  ';',
  '"',
  "'",
  ' - ',
  '.service',
  ' ; ',
  'a=',
  'COMMAND=',
  '&&',
  '1',
  ' seconds',
  'sent by ',
  ', ',
  '\n',
  'a.b-',
  'exited, code=a',
];

describe.each(READERS)('%s', (_, read, heads) => {
  it('reads the longest lines in bounded time', () => {
    for (const head of heads) {
      for (const piece of PIECES) {
        const text = (head + piece.repeat(65_536)).slice(0, 65_536);
        const start = performance.now();
        read(text);
        const took = performance.now() - start;
        expect({ head, piece, tooSlow: took > 250 ? took : 0 }).toEqual({ head, piece, tooSlow: 0 });
      }
    }
  });
});
