import { describe, expect, it } from 'vitest';
import { BUILT_IN_RULES } from '../../main/detect/built-in-rules.ts';
import { loadBuiltInCorrelations, loadBuiltInRules } from '../../main/detect/rule-set.ts';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import type { MemoryNode } from '../../main/evidence/memory-node.ts';
import { levelRank } from '../../shared/level.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';
import { corpusAvailable, corpusFile, corpusTruth } from '../support/corpus.ts';
import { runTriage } from '../support/run-triage.ts';
import { unixTree } from '../support/unix-fixture.ts';

const RULES = {
  rules: loadBuiltInRules(BUILT_IN_RULES),
  correlations: loadBuiltInCorrelations(BUILT_IN_RULES),
  judgements: [],
  sha256: '0'.repeat(64),
};

const triage = (tree: Record<string, MemoryNode>): Promise<TriageResult> =>
  runTriage(memoryEvidence(tree), [], { rules: RULES });

/** Findings at medium or above. */
const told = ({ findings }: TriageResult): string[] =>
  findings
    .filter(({ level }) => levelRank(level) >= levelRank('medium'))
    .map(({ level, rule, subject }) => `${level} ${rule} ${subject.name}`);

/** Journals of hosts that nobody attacked. */
const JOURNALS = [
  'plaso_system.journal',
  'plaso_user-1000.journal',
  'systemd_nortc_system.journal',
  'systemd_nortc_system@0005ebbfd42fc981-39a8842ec948769a.journal~',
  'systemd_nortc_user-1000.journal',
  'velociraptor_2004.journal',
];

/** Text logs, by the name under which such a log is kept. */
const TEXT_LOGS: readonly (readonly [file: string, name: string])[] = [
  ['plaso_syslog', 'syslog'],
  ['plaso_syslog_cron.log', 'cron.log'],
  ['plaso_syslog_rsyslog_ForwardFormat', 'messages'],
  ['plaso_syslog_rsyslog_traditional', 'daemon.log'],
  ['plaso_syslog_ssh.log', 'auth.log'],
  ['plaso_dpkg.log', 'dpkg.log'],
];

describe.skipIf(!corpusAvailable)('logs of Linux and macOS without attacks (needs ../shared/corpus)', () => {
  it.each(JOURNALS)('%s has no finding at medium or above', async (file) => {
    const result = await triage({ [`/${file}`]: corpusFile(`journal/${file}.gz`) });
    expect(told(result)).toEqual([]);
    // Quiet because nothing is wrong, not because nothing was read: journalctl counted as many entries.
    const { entryCount } = corpusTruth<{ entryCount: number }>(file);
    const read = result.coverage.find(({ source }) => source === 'linux-journal')?.counts.entries;
    expect(read).toBeGreaterThanOrEqual(entryCount);
  });

  it('text logs beside a host have none either', async () => {
    const logs = TEXT_LOGS.map(([file, name]): [string, MemoryNode] => [
      `/var/log/${name}`,
      { content: corpusFile(`syslog/${file}`), modified: '2016-12-31T00:00:00.000Z' },
    ]);
    const result = await triage({ ...unixTree('linux', { name: 'host' }), ...Object.fromEntries(logs) });
    expect(told(result)).toEqual([]);
    const read = result.coverage.filter(({ outcome }) => outcome === 'collected').map(({ source }) => source);
    expect(read).toEqual(expect.arrayContaining(['linux-text-logs', 'linux-package-history']));
  });

  it("launchd's log of a first start has none", async () => {
    const log = '/private/var/log/com.apple.xpc.launchd/launchd.log';
    const content = corpusFile('syslog/plaso_macos_launchd_first2000lines.log');
    const result = await triage({ ...unixTree('macos', { name: 'mac' }), [log]: { content } });
    expect(told(result)).toEqual([]);
    // Lines such as `Could not import service from caller`, 355 by grep, and what else is told of jobs.
    expect(result.summary.counts.events).toBeGreaterThan(355);
  });
});

const at = (seconds: number): string => new Date(Date.UTC(2024, 2, 1, 10, 0, seconds)).toISOString();
const systemd = (seconds: number, message: string): string => `${at(seconds)} host systemd[1]: ${message}\n`;
const sudo = (seconds: number, command: string): string =>
  `${at(seconds)} host sudo:  mallory : TTY=pts/1 ; PWD=/tmp ; USER=root ; COMMAND=${command}\n`;

const STOPPED = ['auditd', 'rsyslog', 'fail2ban', 'falco', 'nginx', 'mariadb', 'postgresql', 'docker'];

describe('a host as logs tell of it', () => {
  it('that restarts, with its security services, is nothing at medium or above', async () => {
    const syslog = [
      ...STOPPED.map((unit, index) => systemd(index, `Stopped ${unit}.service - Some service.`)),
      ...STOPPED.map((unit, index) => systemd(60 + index, `Started ${unit}.service - Some service.`)),
      systemd(
        90,
        "Reloading requested from client PID 812 ('systemctl') (unit apt-daily-upgrade.service)...",
      ),
      systemd(91, "cups.service: Failed with result 'exit-code'."),
    ];
    const result = await triage(
      unixTree('linux', { name: 'host', files: { '/var/log/syslog': syslog.join('') } }),
    );
    expect(told(result)).toEqual([]);
    expect(result.summary.counts.events).toBeGreaterThanOrEqual(2 * STOPPED.length + 2);
  });

  it('on which somebody blinds it and sets up a unit, is told of step by step and as a whole', async () => {
    const auth = [
      sudo(0, '/usr/bin/systemctl stop auditd'),
      sudo(20, '/usr/bin/systemctl disable --now rsyslog'),
      sudo(40, '/usr/bin/systemctl mask ufw'),
      sudo(300, '/usr/bin/systemctl enable --now /dev/shm/updater.service'),
    ];
    const result = await triage(
      unixTree('linux', { name: 'host', files: { '/var/log/auth.log': auth.join('') } }),
    );
    expect(told(result).sort()).toEqual([
      'high correlation_protective_units_stopped_by_commands 3 services',
      'high correlation_security_unit_stopped_then_unit_enabled 3 services',
      'high event_security_unit_disabled_by_command rsyslog.service',
      'high event_unit_linked_from_odd_folder updater.service',
      'medium event_firewall_unit_stopped_by_command ufw.service',
      'medium event_security_unit_stopped_by_command auditd.service',
    ]);
  });
});
