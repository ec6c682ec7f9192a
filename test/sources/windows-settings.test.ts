import { describe, expect, it } from 'vitest';
import { NO_AUDIT } from '../../main/evidence/audit.ts';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import { recogniseRoot } from '../../main/sources/recognise-root.ts';
import type { SourceItem } from '../../main/sources/source.ts';
import { SETTINGS } from '../../main/sources/windows/settings-table.ts';
import { source } from '../../main/sources/windows-settings.ts';
import { diagnosticSchema } from '../../shared/model/diagnostic.ts';
import { hostSchema } from '../../shared/model/host.ts';
import { type Setting, settingSchema } from '../../shared/model/setting.ts';
import { corpusAvailable, corpusFile, corpusTruth } from '../support/corpus.ts';
import { writeHive } from '../support/hive-writer.ts';
import { securityDescriptor } from '../support/security-descriptor-writer.ts';
import { binary, expandSz, multiSz, qword, sz } from '../support/virtual-registry.ts';

type Spec = Parameters<typeof writeHive>[0];
const SELECT: Spec = { Select: { values: { Current: 2 } }, ControlSet001: {}, ControlSet002: {} };
const CONTROL = 'ControlSet002\\Control';
const SERVICES = 'ControlSet002\\Services';

function collect(files: Readonly<Record<string, Uint8Array>>): SourceItem[] {
  const evidence = memoryEvidence(files);
  const root = recogniseRoot(evidence);
  if (!root.ok) throw new Error(root.error);
  expect(source.applies(root.value)).toBe(true);
  return [...source.collect({ evidence, root: root.value, audit: NO_AUDIT })];
}

function settingsOf(items: readonly SourceItem[]): Setting[] {
  return items.flatMap((item) => (item.type === 'setting' ? [settingSchema.parse(item.setting)] : []));
}

function settings(system: Spec | null, software?: Spec): Setting[] {
  const files: Record<string, Uint8Array> = {};
  if (system !== null) files['/SYSTEM'] = writeHive({ ...SELECT, ...system }).bytes;
  if (software !== undefined) files['/SOFTWARE'] = writeHive(software).bytes;
  return settingsOf(collect(files));
}

/** `area name=value` of each setting. */
function lines(found: readonly Setting[]): string[] {
  return found.map(({ area, name, value }) => `${area} ${name}=${value}`);
}

describe('windows-settings', () => {
  it('reads the current control set and says where a setting lies', () => {
    const bytes = writeHive({
      ...SELECT,
      'ControlSet001\\Control\\BootVerificationProgram': { values: { ImagePath: sz('old.exe') } },
      [`${CONTROL}\\BootVerificationProgram`]: {
        lastWrite: '2024-05-06T07:08:09.1234567Z',
        values: { ImagePath: expandSz('%windir%\\verify.exe') },
      },
    });
    const key = `HKLM\\SYSTEM\\${CONTROL}\\BootVerificationProgram`;
    const found = settingsOf(collect({ '/SYSTEM': bytes.bytes })).filter((one) => one.name === 'ImagePath');
    expect(found).toEqual([
      {
        id: `windows-setting:${key.toLowerCase()}\\imagepath`,
        platform: 'windows',
        area: 'scm-extension',
        name: 'ImagePath',
        key,
        value: '%windir%\\verify.exe',
        number: null,
        list: null,
        provenance: [
          {
            path: '/SYSTEM',
            locator: {
              kind: 'registry',
              key,
              value: 'ImagePath',
              offset: bytes.values.get(`${CONTROL}\\BootVerificationProgram\\ImagePath`),
              fromLog: false,
              deleted: false,
            },
            time: '2024-05-06T07:08:09.1234567Z',
          },
        ],
      },
    ]);
  });

  it('reads lists, numbers, split texts and keys that are settings themselves', () => {
    const found = settings({
      [`${CONTROL}\\Session Manager`]: { values: { BootExecute: multiSz(['autocheck autochk *', 'evil']) } },
      [`${CONTROL}\\SafeBoot\\Minimal\\Base`]: { values: { '': 'Driver Group' } },
      [`${CONTROL}\\SafeBoot\\Network\\Evil`]: {},
      [`${CONTROL}\\MiniNt`]: {},
      [`${CONTROL}`]: { values: { SystemStartOptions: ' NOEXECUTE=OPTIN  TESTSIGNING' } },
      [`${CONTROL}\\NetworkProvider\\Order`]: { values: { ProviderOrder: 'RDPNP,LanmanWorkstation, evil' } },
      [`${SERVICES}\\Flt\\Instances\\Flt Instance`]: { values: { Altitude: '385201.5', Flags: 0 } },
      [`${SERVICES}\\LanmanServer\\Parameters`]: { values: { requiresecuritysignature: 0, SMB1: qword(1n) } },
      [`${SERVICES}\\PortProxy\\v4tov4\\tcp`]: { values: { '*/8080': '10.0.0.1/445' } },
      [`${CONTROL}\\CI\\Config`]: { values: { Odd: binary([1, 2, 3]) } },
    }).filter((one) => one.area !== 'scm-security');
    expect(lines(found).sort()).toEqual([
      'code-integrity Odd=010203',
      'code-integrity SystemStartOptions= NOEXECUTE=OPTIN  TESTSIGNING',
      'event-log MiniNt=null',
      'minifilter Altitude=385201.5',
      'minifilter Flags=0',
      'network-provider-order ProviderOrder=RDPNP,LanmanWorkstation, evil',
      'portproxy */8080=10.0.0.1/445',
      'safe-boot Base=Driver Group',
      'safe-boot Evil=null',
      'scm-extension BootExecute=autocheck autochk *\nevil',
      'smb-signing SMB1=1',
      'smb-signing requiresecuritysignature=0',
    ]);
    const by = (name: string) => found.find((one) => one.name === name);
    expect(by('BootExecute')?.list).toEqual(['autocheck autochk *', 'evil']);
    expect(by('SystemStartOptions')?.list).toEqual(['NOEXECUTE=OPTIN', 'TESTSIGNING']);
    expect(by('ProviderOrder')?.list).toEqual(['RDPNP', 'LanmanWorkstation', 'evil']);
    expect(by('Altitude')?.number).toBe(385201.5);
    expect(by('requiresecuritysignature')?.number).toBe(0);
    expect(by('SMB1')?.number).toBe(1);
  });

  it('shows descriptors of the service control manager and of the Services key as SDDL', () => {
    const sddl = 'O:SYG:SYD:(A;;CC;;;AU)(A;;KA;;;BA)';
    const found = settings({
      [`${CONTROL}\\ServiceGroupOrder\\Security`]: { values: { Security: binary(securityDescriptor(sddl)) } },
      [SERVICES]: { security: securityDescriptor('O:BAG:SYD:(A;CI;KA;;;BU)') },
    }).filter((one) => one.area === 'scm-security');
    expect(lines(found)).toEqual([
      'scm-security Security=O:SYG:SYD:(A;;CC;;;AU)(A;;CCDCLCSWRPWPSDRCWDWO;;;BA)',
      'scm-security Services=O:BAG:SYD:(A;CI;KA;;;BU)',
    ]);
    expect(new Set(found.map((one) => one.id)).size).toBe(2);
  });

  it('reads SOFTWARE: svchost groups of both views, policies, channels that matter', () => {
    const nt = 'Microsoft\\Windows NT\\CurrentVersion';
    const channels = 'Microsoft\\Windows\\CurrentVersion\\WINEVT\\Channels';
    const found = settings(null, {
      [`${nt}\\Svchost`]: { values: { netsvcs: multiSz(['BITS', 'Evil']) } },
      [`Wow6432Node\\${nt}\\Svchost`]: { values: { netsvcs: multiSz(['BITS']) } },
      [`${nt}\\Image File Execution Options\\MsMpEng.exe`]: { values: { Debugger: 'x.exe', Other: 1 } },
      'Microsoft\\Windows Defender\\Exclusions\\Paths': { values: { 'C:\\Evil': 0 } },
      [`${channels}\\Microsoft-Windows-Sysmon/Operational`]: { values: { Enabled: 0 } },
      [`${channels}\\Microsoft-Windows-Unimportant/Operational`]: { values: { Enabled: 0 } },
      [`${channels}\\Microsoft-Windows-PowerShell/Analytic`]: { values: { Enabled: 0 } },
    });
    expect(lines(found)).toEqual([
      'svchost-group netsvcs=BITS\nEvil',
      'svchost-group netsvcs=BITS',
      'ifeo Debugger=x.exe',
      'event-log Enabled=0',
      'defender-exclusion C:\\Evil=0',
    ]);
    expect(new Set(found.map((one) => one.id)).size).toBe(found.length);
  });

  it('yields the host and one coverage with counts, and says what was not looked at', () => {
    const items = collect({ '/SYSTEM': writeHive(SELECT).bytes });
    const host = items.flatMap((item) => (item.type === 'host' ? [item.host] : []))[0];
    expect(hostSchema.partial().parse(host)).toMatchObject({
      platform: 'windows',
      currentControlSet: 'ControlSet002',
    });
    expect(host?.inputs).toMatchObject([{ path: '/SYSTEM', role: 'SYSTEM' }]);
    expect(items.filter((item) => item.type === 'coverage')).toMatchObject([
      {
        source: 'windows-settings',
        outcome: 'collected',
        reason: expect.stringContaining('without a SOFTWARE hive'),
      },
    ]);
  });

  it('reports a guessed control set', () => {
    const items = collect({ '/SYSTEM': writeHive({ ControlSet005: {} }).bytes });
    expect(items.at(-1)).toMatchObject({
      type: 'coverage',
      reason: expect.stringContaining('Select\\Current'),
    });
  });

  it('fails without an exception when neither hive can be read', () => {
    const items = collect({ '/SYSTEM': Uint8Array.of(1, 2, 3) });
    expect(items.at(-1)).toMatchObject({ type: 'coverage', outcome: 'failed' });
    expect(items.filter((item) => item.type === 'diagnostic')).toMatchObject([{ code: 'hive-not-readable' }]);
  });

  it('reports a broken descriptor and goes on', () => {
    const items = collect({
      '/SYSTEM': writeHive({
        ...SELECT,
        [`${CONTROL}\\ServiceGroupOrder\\Security`]: { values: { Security: binary([1, 2, 3]) } },
        [`${CONTROL}\\ServiceGroupOrder`]: { values: { List: multiSz(['Base']) } },
      }).bytes,
    });
    const [diagnostic] = items.flatMap((item) =>
      item.type === 'diagnostic' ? [diagnosticSchema.parse(item)] : [],
    );
    expect(diagnostic).toMatchObject({ code: 'setting-unreadable', path: '/SYSTEM' });
    expect(lines(settingsOf(items))).toContain('service-group-order List=Base');
  });
});

describe('the table of settings', () => {
  it('describes each row and repeats none', () => {
    const rows = SETTINGS.map((row) =>
      `${row.hive}\\${row.key}\\${JSON.stringify(row.values)}`.toLowerCase(),
    );
    expect(new Set(rows).size).toBe(rows.length);
    for (const row of SETTINGS) {
      expect(row.what).toMatch(/^[^\n]{10,160}$/);
      expect(row.area).toMatch(/^[a-z0-9-]+$/);
      if (row.hive === 'SYSTEM') expect(row.key).toMatch(/^CurrentControlSet\b/);
    }
  });
});

describe.skipIf(!corpusAvailable)('settings of real hives', () => {
  it('finds the svchost groups that other readers found', () => {
    const truth = corpusTruth<{
      svchostGroups: Record<string, string[]>;
      svchostGroupsWow64: Record<string, string[]>;
    }>('win7sp1-x64_shieldbase.SOFTWARE');
    const found = settingsOf(
      collect({ '/SOFTWARE': corpusFile('software/win7sp1-x64_shieldbase.SOFTWARE.gz') }),
    );
    const groups = (wow64: boolean) =>
      Object.fromEntries(
        found
          .filter((one) => one.area === 'svchost-group' && one.key.includes('Wow6432Node') === wow64)
          .map((one) => [one.name, one.list]),
      );
    expect(groups(false)).toEqual(truth.svchostGroups);
    expect(groups(true)).toEqual(truth.svchostGroupsWow64);
  });

  it('finds what a clean Windows 10 has', () => {
    const found = settingsOf(
      collect({ '/SYSTEM': corpusFile('hive/win10-21h2-x64_clean_DESKTOP-M3OSHQU.SYSTEM.gz') }),
    );
    const areas = new Set(found.map((one) => one.area));
    for (const area of [
      'safe-boot',
      'scm-extension',
      'minifilter',
      'lsa',
      'firewall',
      'autologger',
      'winsock',
    ]) {
      expect(areas).toContain(area);
    }
    expect(lines(found)).toContain('scm-extension BootExecute=autocheck autochk *');
    expect(lines(found)).toContain('minifilter Altitude=328010');
    expect(found.filter((one) => one.area === 'portproxy')).toEqual([]);
  });
});
