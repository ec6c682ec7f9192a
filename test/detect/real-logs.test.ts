import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { BUILT_IN_RULES } from '../../main/detect/built-in-rules.ts';
import { loadBuiltInCorrelations, loadBuiltInRules } from '../../main/detect/rule-set.ts';
import { levelRank } from '../../shared/level.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { corpusAvailable, corpusFile } from '../support/corpus.ts';
import { runTriage } from '../support/run-triage.ts';

const RULES = {
  rules: loadBuiltInRules(BUILT_IN_RULES),
  correlations: loadBuiltInCorrelations(BUILT_IN_RULES),
  judgements: [],
  sha256: '0'.repeat(64),
};

/** The whole engine with all rules over one log of the corpus, as a folder of bare logs. */
async function findings(path: string): Promise<readonly Finding[]> {
  const name = (path.split('/').at(-1) ?? path).replace(/\.gz$/, '');
  return (await runTriage({ [`/${name}`]: corpusFile(path) }, [], { rules: RULES })).findings;
}

const isAtLeast = (level: Finding['level'], finding: Finding): boolean =>
  levelRank(finding.level) >= levelRank(level);

/** Logs with a known attack on services or by them, and the rules that must tell of it at high or above. */
const ATTACKS: readonly (readonly [file: string, ...rules: string[]])[] = [
  [
    'evtx/deepblue_disablestop-eventlog.evtx',
    'event_event_log_service_disabled',
    'history_defensive_service_disabled_for_a_time',
  ],
  [
    'evtx/deepblue_metasploit-psexec-native-target-system.evtx',
    'service_command_writes_to_named_pipe',
    'service_shape_of_remote_execution_module',
    'service_random_name_in_odd_folder',
  ],
  [
    'evtx/mde_ID4688-4697_RDP_hijack_via_service_creation.evtx',
    'event_session_takeover_service',
    'event_process_sc_creates_odd_service',
  ],
  [
    'evtx/mde_ID4688_4697_5140-5145_PSexec_remote_execution_+_admin_share.evtx',
    'event_psexec_service_installed',
    'history_installed_over_network',
    'event_psexec_pipe_opened',
    'event_process_of_psexec_service',
  ],
  ['evtx/mde_ID4697-New_service_for_Mimikatz.evtx', 'service_of_remote_execution_tool'],
  ['evtx/mde_ID7009-Service_deployment_time_out_meterpreter_.evtx', 'event_start_timeout_random_names'],
  ['evtx/mde_ID7045-7036_PSexec_service_installation.evtx', 'event_psexec_service_installed'],
  ['evtx/mde_ID7045-New_service_for_Mimikatz_+npcap.evtx', 'service_of_remote_execution_tool'],
  ['evtx/museum_W10-APTSim_System.evtx', 'event_psexec_service_installed'],
  ['evtx/sbousseaden_DE_WinEventLogSvc_Crash_System_7036.evtx', 'history_event_log_restarted'],
  ['evtx/sbousseaden_LM_Remote_Service02_7045.evtx', 'service_image_is_script_host'],
  ['evtx/yamato_T1563.002_RDP-Hijacking_Security.evtx', 'event_session_takeover_service'],
  ['evtx-adjacent/mde_ID13-New_service_for_Mimikatz.evtx', 'event_remote_tool_service_key_set'],
  [
    'evtx-adjacent/mde_ID4688-Service_abuse_with_Failure_Command.evtx',
    'event_process_reg_sets_service_command',
    'event_process_sc_sets_failure_command',
  ],
  ['evtx-adjacent/mde_ID4688-Service_created_command_.evtx', 'event_process_sc_creates_odd_service'],
  ['evtx-adjacent/mde_ID4688-Service_permissions_modified_sc_.evtx', 'event_process_sc_sets_descriptor'],
  [
    'evtx-adjacent/mde_ID800-4103-4104-Service_creation_PowerShell_.evtx',
    'event_powershell_creates_odd_service',
  ],
  [
    'evtx-adjacent/sbousseaden_LM_Remote_Service01_5145_svcctl.evtx',
    'event_svcctl_pipe_by_builtin_administrator',
  ],
];

/** Logs of hosts that nobody attacked through services: fresh, in use, a domain controller from its setup on, per-user services. */
const CLEAN = [
  'evtx-clean/museum_W11-clean_System.evtx',
  'evtx-clean/museum_W11-clean_Security.evtx.gz',
  'evtx-clean/museum_W11-clean_Application.evtx.gz',
  'evtx-clean/museum_W11-clean_Setup.evtx',
  'evtx-clean/museum_W11-clean_Microsoft-Windows-Kernel-PnP_4Configuration.evtx',
  'evtx/museum_W10-Belkasoft_System.evtx',
  'evtx/omerbenamram_sample-with-zero-data-size-event.evtx',
  'evtx/plaso_greendale_DC1_System.evtx.gz',
];

/** Logs of a laboratory, which somebody cleared before. */
const CLEARED = ['evtx/velociraptor_RDPAuth_System.evtx', 'evtx/velociraptor_RDPAuth_Security.evtx'];

interface Accepted {
  readonly host: string;
  readonly rule: string;
  readonly subject: string;
}
const ACCEPTED =
  (
    parse(readFileSync(join(import.meta.dirname, '..', 'fixtures', 'accepted-hits.yml'), 'utf8')) as {
      accepted: Accepted[] | null;
    }
  ).accepted ?? [];

describe.skipIf(!corpusAvailable)('logs of attacks (needs ../shared/corpus)', () => {
  it.each(ATTACKS)('%s is told of at high or above by %s', async (file, ...rules) => {
    const told = (await findings(file)).filter((finding) => isAtLeast('high', finding));
    const names = new Set(told.map(({ rule }) => rule));
    expect(rules.filter((rule) => rule !== undefined && !names.has(rule))).toEqual([]);
    expect(rules.length).toBeGreaterThan(0);
    // Each says where the proof lies.
    for (const { evidence } of told) expect(evidence[0]?.locator.kind).toBe('event-record');
  });
});

describe.skipIf(!corpusAvailable)('logs without attacks (needs ../shared/corpus)', () => {
  it.each(CLEAN)('%s has only reviewed findings at medium or above', async (file) => {
    const surprising = (await findings(file))
      .filter((finding) => isAtLeast('medium', finding))
      .filter(
        ({ rule, subject }) =>
          !ACCEPTED.some(
            (entry) => file.includes(entry.host) && entry.rule === rule && entry.subject === subject.name,
          ),
      );
    expect(surprising.map(({ level, rule, subject }) => `${level} ${rule} ${subject.name}`)).toEqual([]);
  });

  it.each(CLEARED)('%s was cleared, of which nothing else is told at medium or above', async (file) => {
    const told = (await findings(file)).filter((finding) => isAtLeast('medium', finding));
    expect(told.map(({ level, rule }) => `${level} ${rule}`)).toEqual(['medium event_log_cleared']);
  });
});
