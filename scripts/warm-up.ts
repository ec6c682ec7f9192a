import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Situation, situationTree } from '../test/support/rule-fixture.ts';

/** For the build: writes a small host below the folder that is named, so that the code cache knows what a scan runs. */
const SITUATION: Situation = {
  name: 'warm-up',
  services: {
    Spooler: {
      ImagePath: '%SystemRoot%\\System32\\spoolsv.exe',
      DisplayName: '@%systemroot%\\system32\\spoolsv.exe,-1',
      Description: '@%systemroot%\\system32\\spoolsv.exe,-2',
      ObjectName: 'LocalSystem',
      Group: 'SpoolerGroup',
      DependOnService: ['RPCSS', 'http'],
      FailureActions:
        'hex:100e000000000000000000000300000014000000010000008813000001000000881300000000000000000000',
      RequiredPrivileges: ['SeTcbPrivilege'],
      'Security\\Security':
        'sddl:O:SYG:SYD:(A;;CCLCSWRPWPDTLOCRRC;;;SY)(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;BA)(A;;CCLCSWLOCRRC;;;IU)',
      'Performance\\Library': 'winspool.drv',
      'TriggerInfo\\0\\Type': 1,
      'TriggerInfo\\0\\Action': 1,
      'TriggerInfo\\0\\GUID': 'hex:65a9a60c0f5dd24eb09c4d0a3f5c9f1a',
    },
    BITS: {
      Type: 32,
      Start: 2,
      DelayedAutostart: 1,
      ImagePath: '%SystemRoot%\\System32\\svchost.exe -k netsvcs -p',
      'Parameters\\ServiceDll': '%SystemRoot%\\System32\\qmgr.dll',
      ObjectName: 'LocalSystem',
    },
    ACPI: { Type: 1, Start: 0, ImagePath: 'System32\\drivers\\ACPI.sys', Group: 'Core', Tag: 2 },
    disk: { Type: 1, Start: 0 },
    Odd: { ImagePath: 'C:\\Users\\Public\\Odd Things\\odd.exe -x', $security: 'D:(A;;KA;;;WD)' },
    cmd: {
      ImagePath: '%COMSPEC% /c powershell -nop -w hidden -enc SQBFAFgAIAA=',
      FailureCommand: 'cmd.exe /c odd.cmd',
    },
    Empty: { $bare: 1 },
  },
  deleted: { Removed: { ImagePath: 'C:\\Windows\\Temp\\removed.exe' } },
  registry: {
    'SYSTEM\\CurrentControlSet\\Control\\SafeBoot\\Minimal\\AppMgmt': { '(default)': 'Service' },
    'SYSTEM\\CurrentControlSet\\Control\\Session Manager': { BootExecute: ['autocheck autochk *'] },
    'SYSTEM\\CurrentControlSet\\Control\\Lsa': {
      'Security Packages': ['""'],
      'Notification Packages': ['scecli'],
    },
  },
};

const folder = process.argv[2] ?? '';
for (const [path, bytes] of Object.entries(situationTree(SITUATION))) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), bytes);
}
