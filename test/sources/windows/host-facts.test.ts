import { describe, expect, it } from 'vitest';
import { openHive } from '../../../main/formats/regf/hive.ts';
import { controlSets } from '../../../main/sources/windows/host-control-sets.ts';
import { hostFacts } from '../../../main/sources/windows/host-facts.ts';
import { corpusAvailable, corpusFile, corpusTruth } from '../../support/corpus.ts';
import { binary, dword, virtualRegistry } from '../../support/virtual-registry.ts';

const SET = 'ControlSet001\\';
const VERSION = 'Microsoft\\Windows NT\\CurrentVersion';
const unexpected = (_: number | null, what: string) => {
  throw new Error(what);
};

const SYSTEM = {
  Select: { values: { Current: 1 } },
  [`${SET}Control\\ComputerName\\ComputerName`]: { values: { ComputerName: 'HOST1' } },
  [`${SET}Control\\ProductOptions`]: { values: { ProductType: 'WinNT' } },
  [`${SET}Control\\TimeZoneInformation`]: {
    values: { TimeZoneKeyName: 'W. Europe Standard Time', Bias: dword(-60) },
  },
  [`${SET}Control\\Session Manager\\Environment`]: { values: { PROCESSOR_ARCHITECTURE: 'AMD64' } },
  [`${SET}Control\\Windows`]: {
    values: { ShutdownTime: binary([0x44, 0x47, 0x2a, 0, 0x65, 0x78, 0xca, 0x01]) },
  },
  [`${SET}Services\\Tcpip\\Parameters`]: { values: { Hostname: 'host1', Domain: 'corp.example' } },
};

function facts(
  system: Parameters<typeof virtualRegistry>[0] | null,
  software?: Record<string, string | number>,
) {
  return hostFacts(
    system === null ? null : virtualRegistry(system),
    software === undefined ? null : virtualRegistry({ [VERSION]: { values: software } }),
    unexpected,
  );
}

describe('hostFacts', () => {
  it('reads both hives', () => {
    const software = {
      ProductName: 'Windows 10 Pro',
      CurrentBuild: '19044',
      UBR: 1288,
      DisplayVersion: '21H2',
      InstallDate: 1_655_900_000,
    };
    expect(facts(SYSTEM, software)).toEqual({
      hostName: 'HOST1',
      domain: 'corp.example',
      product: 'Windows 10 Pro',
      version: '21H2',
      build: '19044.1288',
      architecture: 'AMD64',
      installed: '2022-06-22T12:13:20Z',
      timeZone: 'W. Europe Standard Time (UTC+01:00)',
      lastShutdown: '2009-12-09T00:17:32.3281220Z',
      currentControlSet: 'ControlSet001',
      controlSets: ['ControlSet001'],
    });
  });

  it('knows Windows 11, which calls itself Windows 10', () => {
    const software = { ProductName: 'Windows 10 Enterprise', CurrentBuild: '22631', DisplayVersion: '23H2' };
    expect(facts(SYSTEM, software).product).toBe(
      'Windows 11 Enterprise (ProductName says Windows 10 Enterprise)',
    );
  });

  it('takes CurrentBuildNumber where CurrentBuild is obsolete text', () => {
    const software = { CurrentBuild: '1.511.1 () (Obsolete data - do not use)', CurrentBuildNumber: '2600' };
    expect(facts(SYSTEM, software)).toMatchObject({ build: '2600', product: 'Windows XP' });
  });

  it.each([
    ['WinNT', 'Windows workstation'],
    ['ServerNT', 'Windows Server'],
    ['LanmanNT', 'Windows Server'],
  ])('claims no more than ProductType %s without any clue', (type, product) => {
    const system = {
      ...SYSTEM,
      [`${SET}Control\\ProductOptions`]: { values: { ProductType: type, ProductPolicy: binary([1]) } },
    };
    expect(facts(system)).toMatchObject({ product, build: null, version: null });
  });

  it('leaves null what no hive says', () => {
    expect(Object.values(facts(null)).filter((value) => value !== null)).toEqual([[]]);
    expect(facts({ Select: {} })).toMatchObject({ currentControlSet: null, hostName: null });
  });
});

describe('controlSets', () => {
  it('guesses when Select does not help, and says so', () => {
    const keys = { 'ControlSet003\\Services': {}, 'controlset002\\Services': {} };
    const guessed = controlSets(virtualRegistry(keys), unexpected);
    expect(guessed).toMatchObject({ guess: expect.stringContaining('missing') });
    const wrong = controlSets(virtualRegistry({ ...keys, Select: { values: { Current: 7 } } }), unexpected);
    expect(wrong.guess).toContain('ControlSet007');
    expect(wrong.current).not.toBeNull();
    const right = controlSets(virtualRegistry({ ...keys, Select: { values: { Current: 2 } } }), unexpected);
    expect(right).toMatchObject({ guess: null, current: { name: 'controlset002' } });
  });
});

interface Truth {
  readonly currentControlSet: string;
  readonly computerName: string;
  readonly shutdownTime: string;
  readonly arch: string;
  readonly timeZone: string;
  readonly controlSets: readonly string[];
}

describe.skipIf(!corpusAvailable)('host facts of real hives', () => {
  it.each([
    ['win10-1709-x64_DESKTOP-PM6C56D', 'Windows 10', '16299 (CSDBuildNumber 15)'],
    ['win10-21h2-x64_clean_DESKTOP-M3OSHQU', 'Windows 10', '19041 (CSDBuildNumber 1288)'],
    ['win81-x64_SENSEI', 'Windows 8.1', '9600 (CSDBuildNumber 16384)'],
    ['winxp-x86_suspicious_M57-PAT', 'Windows XP', '2600'],
  ])('agree with other readers: %s', (name, product, build) => {
    const truth = corpusTruth<Truth>(`${name}.SYSTEM`);
    const hive = openHive(corpusFile(`hive/${name}.SYSTEM.gz`));
    const found = hostFacts(hive.root, null, unexpected);
    expect(found).toMatchObject({
      product,
      build,
      hostName: truth.computerName,
      lastShutdown: truth.shutdownTime,
      architecture: truth.arch,
      currentControlSet: truth.currentControlSet,
      controlSets: truth.controlSets,
    });
    expect(found.timeZone?.startsWith(`${truth.timeZone} (UTC`)).toBe(true);
  });

  it('reads a SOFTWARE hive', () => {
    const hive = openHive(corpusFile('software/win7sp1-x64_shieldbase.SOFTWARE.gz'));
    expect(hostFacts(null, hive.root, unexpected)).toMatchObject({
      product: 'Windows 7 Ultimate',
      version: 'Service Pack 1',
      build: '7601',
      installed: '2010-11-10T17:10:57Z',
    });
  });
});
