import { describe, expect, it } from 'vitest';
import { BUILT_IN_RULES } from '../../main/detect/built-in-rules.ts';
import { loadBuiltInCorrelations, loadFilteredRules } from '../../main/detect/rule-set.ts';
import { levelRank } from '../../shared/level.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { type LogSpec, logTree } from '../support/event-fixture.ts';
import { ordinaryActivity } from '../support/ordinary-activity.ts';
import { runTriage } from '../support/run-triage.ts';

const RULES = {
  ...loadFilteredRules(BUILT_IN_RULES, []),
  correlations: loadBuiltInCorrelations(BUILT_IN_RULES),
  sha256: '',
};

/** What may be told at medium or above of ordinary activity, since a person has to look: rule, what of, and why. */
const REVIEWED: readonly (readonly [rule: string, of: string, why: string])[] = [
  [
    'event_process_reg_sets_service_command',
    'Services\\AcmeSync /v ImagePath',
    'quotation marks put right: the same command as an attack',
  ],
  [
    'event_process_sc_changes_image',
    'sc config AcmeAgent binPath=',
    'quotation marks put right: the same command as an attack',
  ],
  [
    'event_process_sc_sets_descriptor',
    'sc sdset scmanager',
    'rights for monitoring: what they grant must be read',
  ],
  ['event_process_firewall_off', 'set domainprofile state off', 'the firewall is off, whoever did it'],
  [
    'event_process_stops_recovery_service',
    'net stop SQLWriter',
    'only the list of maintenance tells it from ransomware',
  ],
  [
    'event_process_stops_recovery_service',
    'net stop MSSQLSERVER',
    'only the list of maintenance tells it from ransomware',
  ],
  ['event_process_winrm_session', 'wsmprovhost.exe started', 'the mission asks for WinRM in use'],
  ['event_process_winrm_session', 'winrshost.exe started', 'the mission asks for WinRM in use'],
  ['event_driver_written_from_user_folder', 'PROCEXP152.SYS', 'attackers bring the same driver'],
];

async function grave(logs: readonly LogSpec[]): Promise<readonly Finding[]> {
  const { findings } = await runTriage(logTree(logs), [], { rules: RULES });
  return findings.filter(({ level }) => levelRank(level) >= levelRank('medium'));
}

const told = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ level, rule, why }) => `${level} ${rule}: ${why}`);

describe('ordinary activity of managed hosts', () => {
  it('is some hundreds of different records', () => {
    const logs = ordinaryActivity();
    const of = (id: number) =>
      new Set(logs.filter((log) => log.id === id).map(({ data }) => JSON.stringify(data))).size;
    expect(Object.fromEntries([4688, 1, 11, 13, 4104].map((id) => [id, of(id)]))).toEqual({
      4688: 261,
      1: 261,
      11: 49,
      13: 53,
      4104: 82,
    });
  });

  it.each([1, 2, 3])('gives nothing above low beyond what was reviewed (seed %i)', async (seed) => {
    const found = await grave(ordinaryActivity(seed));
    const beyond = found.filter(
      ({ rule, why }) => !REVIEWED.some(([name, of]) => name === rule && why.includes(of)),
    );
    expect(told(beyond)).toEqual([]);
    const stale = REVIEWED.filter(
      ([name, of]) => !found.some(({ rule, why }) => rule === name && why.includes(of)),
    );
    expect(stale).toEqual([]);
  });

  it('does not hide an attack among it', async () => {
    const attack: LogSpec = {
      id: 4688,
      time: '2024-05-07T07:00:00Z',
      data: {
        SubjectUserSid: 'S-1-5-18',
        NewProcessName: 'C:\\Windows\\System32\\sc.exe',
        CommandLine: 'sc create upd binPath= "C:\\Users\\Public\\u.exe"',
        ParentProcessName: 'C:\\Windows\\System32\\cmd.exe',
      },
    };
    const rules = (await grave([...ordinaryActivity(), attack])).map(({ rule }) => rule);
    expect(rules).toContain('event_process_sc_creates_odd_service');
  });
});
