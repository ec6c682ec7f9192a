import type { Component } from './model/finding.ts';

/** Version of ATT&CK whose identifiers are used here; DS0019 Service is a data source of it. */
export const ATTACK_VERSION = '17';

/** Names of the techniques in the mission table, Enterprise (T1…) and ICS (T0…) matrix. */
export const TECHNIQUE_NAMES: Readonly<Record<string, string>> = {
  T0830: 'Adversary-in-the-Middle (ICS)',
  T0849: 'Masquerading (ICS)',
  T0881: 'Service Stop (ICS)',
  T1014: 'Rootkit',
  'T1021.001': 'Remote Services: Remote Desktop Protocol',
  'T1021.002': 'Remote Services: SMB/Windows Admin Shares',
  'T1021.006': 'Remote Services: Windows Remote Management',
  T1027: 'Obfuscated Files or Information',
  T1036: 'Masquerading',
  'T1036.002': 'Masquerading: Right-to-Left Override',
  'T1036.003': 'Masquerading: Rename System Utilities',
  'T1036.004': 'Masquerading: Masquerade Task or Service',
  'T1036.005': 'Masquerading: Match Legitimate Name or Location',
  'T1036.010': 'Masquerading: Masquerade Account Name',
  'T1037.002': 'Boot or Logon Initialization Scripts: Login Hook',
  'T1037.004': 'Boot or Logon Initialization Scripts: RC Scripts',
  'T1037.005': 'Boot or Logon Initialization Scripts: Startup Items',
  T1040: 'Network Sniffing',
  T1053: 'Scheduled Task/Job',
  'T1053.003': 'Scheduled Task/Job: Cron',
  'T1053.006': 'Scheduled Task/Job: Systemd Timers',
  T1055: 'Process Injection',
  T1059: 'Command and Scripting Interpreter',
  'T1059.001': 'Command and Scripting Interpreter: PowerShell',
  'T1059.002': 'Command and Scripting Interpreter: AppleScript',
  'T1059.003': 'Command and Scripting Interpreter: Windows Command Shell',
  'T1059.004': 'Command and Scripting Interpreter: Unix Shell',
  T1068: 'Exploitation for Privilege Escalation',
  T1070: 'Indicator Removal',
  'T1070.001': 'Indicator Removal: Clear Windows Event Logs',
  'T1070.002': 'Indicator Removal: Clear Linux or Mac System Logs',
  'T1070.004': 'Indicator Removal: File Deletion',
  T1090: 'Proxy',
  T1095: 'Non-Application Layer Protocol',
  'T1098.004': 'Account Manipulation: SSH Authorized Keys',
  T1105: 'Ingress Tool Transfer',
  T1112: 'Modify Registry',
  'T1134.001': 'Access Token Manipulation: Token Impersonation/Theft',
  T1136: 'Create Account',
  'T1136.001': 'Create Account: Local Account',
  T1197: 'BITS Jobs',
  T1218: 'System Binary Proxy Execution',
  'T1218.011': 'System Binary Proxy Execution: Rundll32',
  T1219: 'Remote Access Software',
  T1489: 'Service Stop',
  T1490: 'Inhibit System Recovery',
  T1496: 'Resource Hijacking',
  'T1496.001': 'Resource Hijacking: Compute Hijacking',
  'T1505.005': 'Server Software Component: Terminal Services DLL',
  T1543: 'Create or Modify System Process',
  'T1543.001': 'Create or Modify System Process: Launch Agent',
  'T1543.002': 'Create or Modify System Process: Systemd Service',
  'T1543.003': 'Create or Modify System Process: Windows Service',
  'T1543.004': 'Create or Modify System Process: Launch Daemon',
  T1546: 'Event Triggered Execution',
  'T1546.012': 'Event Triggered Execution: Image File Execution Options Injection',
  'T1546.014': 'Event Triggered Execution: Emond',
  'T1546.017': 'Event Triggered Execution: Udev Rules',
  'T1547.002': 'Boot or Logon Autostart Execution: Authentication Package',
  'T1547.003': 'Boot or Logon Autostart Execution: Time Providers',
  'T1547.005': 'Boot or Logon Autostart Execution: Security Support Provider',
  'T1547.010': 'Boot or Logon Autostart Execution: Port Monitors',
  'T1547.012': 'Boot or Logon Autostart Execution: Print Processors',
  'T1553.004': 'Subvert Trust Controls: Install Root Certificate',
  T1554: 'Compromise Host Software Binary',
  'T1555.001': 'Credentials from Password Stores: Keychain',
  T1556: 'Modify Authentication Process',
  'T1556.002': 'Modify Authentication Process: Password Filter DLL',
  'T1556.008': 'Modify Authentication Process: Network Provider DLL',
  T1557: 'Adversary-in-the-Middle',
  'T1557.001': 'Adversary-in-the-Middle: LLMNR/NBT-NS Poisoning and SMB Relay',
  T1562: 'Impair Defenses',
  'T1562.001': 'Impair Defenses: Disable or Modify Tools',
  'T1562.002': 'Impair Defenses: Disable Windows Event Logging',
  'T1562.004': 'Impair Defenses: Disable or Modify System Firewall',
  'T1562.009': 'Impair Defenses: Safe Mode Boot',
  T1564: 'Hide Artifacts',
  'T1564.001': 'Hide Artifacts: Hidden Files and Directories',
  'T1564.004': 'Hide Artifacts: NTFS File Attributes',
  'T1564.006': 'Hide Artifacts: Run Virtual Instance',
  T1569: 'System Services',
  'T1569.001': 'System Services: Launchctl',
  'T1569.002': 'System Services: Service Execution',
  T1572: 'Protocol Tunneling',
  T1574: 'Hijack Execution Flow',
  'T1574.001': 'Hijack Execution Flow: DLL Search Order Hijacking',
  'T1574.002': 'Hijack Execution Flow: DLL Side-Loading',
  'T1574.005': 'Hijack Execution Flow: Executable Installer File Permissions Weakness',
  'T1574.006': 'Hijack Execution Flow: Dynamic Linker Hijacking',
  'T1574.007': 'Hijack Execution Flow: Path Interception by PATH Environment Variable',
  'T1574.009': 'Hijack Execution Flow: Path Interception by Unquoted Path',
  'T1574.010': 'Hijack Execution Flow: Services File Permissions Weakness',
  'T1574.011': 'Hijack Execution Flow: Services Registry Permissions Weakness',
  'T1574.012': 'Hijack Execution Flow: COR_PROFILER',
  T1620: 'Reflective Code Loading',
};

/** What ATT&CK's data source Service (DS0019) lists under each of its data components. */
export const MISSION: Readonly<Record<Component, readonly string[]>> = {
  'service-creation': [
    'T1557',
    'T1557.001',
    'T0830',
    'T1543',
    'T1543.001',
    'T1543.002',
    'T1543.003',
    'T1543.004',
    'T1564',
    'T1564.006',
    'T1036',
    'T1036.004',
    'T0849',
    'T1569',
    'T1569.001',
    'T1569.002',
  ],
  'service-metadata': [
    'T1197',
    'T1574',
    'T1574.005',
    'T1574.010',
    'T1562',
    'T1562.001',
    'T1490',
    'T1036',
    'T1036.004',
    'T1021.006',
    'T1489',
    'T0881',
  ],
  'service-modification': ['T1543', 'T1543.001', 'T1543.002', 'T1543.003', 'T1543.004', 'T1574.011', 'T0849'],
};

/** Identifiers of ATT&CK 18 and 19 for what earlier versions call otherwise; public rule sets use both. */
const ALIASES: Readonly<Record<string, string>> = {
  T1685: 'T1562.001',
  'T1685.001': 'T1562.002',
  'T1685.002': 'T1562.008',
  'T1685.004': 'T1562.012',
  'T1685.005': 'T1070.001',
  'T1685.006': 'T1070.002',
  T1686: 'T1562.004',
  'T1686.001': 'T1562.007',
  'T1686.003': 'T1562.004',
  T1689: 'T1562.010',
  T1690: 'T1562.003',
};

/** The identifier used here for a technique of any version. */
export function canonicalTechnique(id: string): string {
  const upper = id.toUpperCase();
  return ALIASES[upper] ?? upper;
}

export function techniqueName(id: string): string {
  return TECHNIQUE_NAMES[id] ?? id;
}

/** `T1543` for `T1543.003`; the id itself for a technique. */
function parentTechnique(id: string): string {
  return id.split('.')[0] ?? id;
}

/** Does a finding or rule with `technique` count for the row `row`? A technique's row takes its sub-techniques in. */
export function countsFor(row: string, technique: string): boolean {
  return technique === row || parentTechnique(technique) === row;
}
