import { describe, expect, it } from 'vitest';
import { BUILT_IN_RULES } from '../../main/detect/built-in-rules.ts';
import { loadBuiltInCorrelations, loadFilteredRules } from '../../main/detect/rule-set.ts';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';
import { writeJournal } from '../support/journal-writer.ts';
import { situationTree } from '../support/rule-fixture.ts';
import { runTriage } from '../support/run-triage.ts';

/** What every object has: as names and words in evidence they must be names and words like others. */
const WORDS = Object.getOwnPropertyNames(Object.prototype);

const RULES = {
  ...loadFilteredRules(BUILT_IN_RULES, []),
  correlations: loadBuiltInCorrelations(BUILT_IN_RULES),
  sha256: '',
};

async function triaged(tree: Parameters<typeof memoryEvidence>[0]): Promise<TriageResult> {
  const result = await runTriage(memoryEvidence(tree), [], { rules: RULES });
  expect(result.coverage.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return result;
}

const lines = (line: (word: string, index: number) => string): string =>
  WORDS.map((word, index) => `${line(word, index)}\n`).join('');

describe('names and words that every object has', () => {
  it('Linux: units, their programs and values, and each log', async () => {
    const unit = (word: string): string => `[Unit]
Description=${word}
${word}=${word}
[Service]
ExecStart=/usr/bin/${word} -c ${word}
ExecStartPre=/bin/sh -c "${word} | ${word} && ${word} x"
Type=${word}
Restart=${word}
TimeoutStartSec=${word}
RestartSec=5 ${word}
Environment=${word}=${word}
[${word}]
${word}=${word}
[Install]
WantedBy=${word}.target
`;
    const timer = (word: string): string => `[Timer]\nOnCalendar=${word}\nOnBootSec=1${word}\n`;
    const audit = (word: string, at: number): string =>
      [
        `type=SYSCALL msg=audit(1704063640.000:${at}): arch=c000003e syscall=257 success=yes auid=1000 exe="/bin/vi" key="k"`,
        `type=PATH msg=audit(1704063640.000:${at}): item=0 name="/etc/systemd/system/a.service" nametype=${word}`,
        `type=USER_CMD msg=audit(1704063641.000:${at + 100}): pid=1 uid=0 auid=1000 msg='cwd="/" cmd="${word} systemctl" res=${word}'`,
        `type=${word} msg=audit(1704063642.000:${at + 200}): unit=${word} res=${word}`,
      ].join('\n');
    const field = (name: string, value: string) => ({ name, value });
    const journal = writeJournal({
      entries: WORDS.map((word) => ({
        fields: [
          field('MESSAGE', word),
          field('MESSAGE_ID', word),
          field('UNIT', `${word}.service`),
          field('SYSLOG_IDENTIFIER', 'sudo'),
          field('_AUDIT_TYPE_NAME', word),
        ],
      })),
    });
    const { services, events } = await triaged({
      [`/var/log/journal/${'0'.repeat(32)}/system.journal`]: journal.bytes,
      '/etc/os-release': `ID=debian\n${lines((word) => `${word}=1`)}`,
      ...Object.fromEntries(
        WORDS.flatMap((word) => [
          [`/etc/systemd/system/${word}.service`, unit(word)],
          [`/etc/systemd/system/${word}.timer`, timer(word)],
        ]),
      ),
      '/var/log/auth.log': lines(
        (word) =>
          `Jan  1 00:00:09 h sudo: bob : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/${word} stop auditd`,
      ),
      '/var/log/syslog': lines((word) => `Jan  1 00:00:09 h ${word}[1]: Started ${word}.service - ${word}.`),
      '/var/log/audit/audit.log': lines(audit),
      '/var/log/dpkg.log': lines((word) => `2024-01-01 00:00:05 ${word} ${word}:amd64 1 2`),
      '/var/log/yum.log': lines((word) => `Jan 02 03:04:05 ${word}: ${word}-1-2.x86_64`),
      '/var/log/apt/history.log': lines(
        (word) =>
          `\nStart-Date: 2024-01-01  00:00:04\n${word}: ${word}:amd64 (1)\nEnd-Date: 2024-01-01  00:00:08`,
      ),
    });
    expect(services.filter(({ kind }) => kind === 'service')).toHaveLength(WORDS.length);
    expect(events.length).toBeGreaterThanOrEqual(WORDS.length);
  });

  it('Windows: services, their commands, and records of logs', async () => {
    const services = Object.fromEntries(
      WORDS.map((word) => [word, { ImagePath: `${word}.exe ${word} /c ${word}`, DisplayName: word }]),
    );
    const logs = WORDS.flatMap((word) => [
      { id: 7040, data: [word, word, word, word] },
      { id: 7036, data: [word, word] },
      {
        id: 7045,
        data: { ServiceName: word, ImagePath: word, ServiceType: word, StartType: word, AccountName: word },
      },
      { id: 1, provider: word, channel: word, data: { [word]: word } },
    ]);
    const { services: found, events } = await triaged(situationTree({ name: 'words', services, logs }));
    expect(found).toHaveLength(WORDS.length);
    expect(events.filter(({ eventId }) => eventId === 7040)).toHaveLength(WORDS.length);
  });

  it('macOS: jobs, their keys and words', async () => {
    const job = (word: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict><key>Label</key><string>${word}</string><key>${word}</key><string>${word}</string>
<key>ProgramArguments</key><array><string>/bin/${word}</string><string>-c</string><string>${word}</string></array>
<key>KeepAlive</key><dict><key>${word}</key><true/></dict><key>EnvironmentVariables</key><dict><key>${word}</key><string>x</string></dict>
</dict></plist>`;
    const { services } = await triaged({
      '/System/Library/CoreServices/SystemVersion.plist':
        '<plist version="1.0"><dict><key>ProductVersion</key><string>14.0</string></dict></plist>',
      ...Object.fromEntries(WORDS.map((word) => [`/Library/LaunchDaemons/${word}.plist`, job(word)])),
    });
    expect(services).toHaveLength(WORDS.length);
  });
});
