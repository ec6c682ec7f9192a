import { describe, expect, it } from 'vitest';
import { ParseError } from '../../../main/formats/parse-error.ts';
import { openHive } from '../../../main/formats/regf/hive.ts';
import type { RegistryKey, RegistryValue } from '../../../main/formats/registry-tree.ts';
import { listOf, numberOf, textOf } from '../../../main/formats/registry-value.ts';
import { filetimeToIso } from '../../../shared/time.ts';
import { corpusAvailable, corpusFile, corpusTruth } from '../../support/corpus.ts';
import { filetime } from '../../support/registry-spec.ts';

interface TruthService {
  readonly name: string;
  readonly lastWrite: string;
  readonly parametersLastWrite?: string;
  readonly subkeys: readonly string[];
  readonly [field: string]: unknown;
}

interface Truth {
  readonly currentControlSet: string;
  readonly serviceCount: Readonly<Record<string, number | null>>;
  readonly services: readonly TruthService[];
  readonly errors: readonly string[];
  readonly baseBlock: Readonly<Record<string, unknown>>;
  readonly afterLogReplay?: {
    readonly serviceCount: number;
    readonly changed: readonly { readonly before: TruthService; readonly after: TruthService }[];
    readonly addedServices: readonly TruthService[];
  };
}

const NAMES = [
  'win10-1709-x64_DESKTOP-PM6C56D',
  'win10-21h2-x64_clean_DESKTOP-M3OSHQU',
  'win81-x64_SENSEI',
  'winxp-x86_suspicious_M57-PAT',
];
const DIRTY = 'win10-1709-x64_DESKTOP-PM6C56D';
const CORRUPT = 'winxp-x86_CORRUPT_GINEVRA';

/** What the truth files hold of a service, read by us. */
function serviceOf(key: RegistryKey): TruthService {
  const parameters = key.subkey('Parameters');
  // A REG_MULTI_SZ where text belongs (NDProxy in real hives) is a list in the truth files.
  const text = (name: string, from: RegistryKey = key) =>
    orNull<unknown>(from.value(name), (value) => textOf(value) ?? listOf(value));
  const number = (name: string) => orNull(key.value(name), numberOf);
  return {
    name: key.name,
    displayName: text('DisplayName'),
    description: text('Description'),
    imagePath: text('ImagePath'),
    start: number('Start'),
    type: number('Type'),
    errorControl: number('ErrorControl'),
    objectName: text('ObjectName'),
    group: text('Group'),
    delayedAutoStart: number('DelayedAutoStart'),
    dependOnService: orNull(key.value('DependOnService'), listOf),
    serviceDll: parameters === undefined ? null : text('ServiceDll', parameters),
    serviceDllDirect: text('ServiceDll'),
    failureCommand: text('FailureCommand'),
    svcHostSplitDisable: number('SvcHostSplitDisable'),
    hasFailureActions: key.value('FailureActions') !== undefined,
    lastWrite: filetimeToIso(key.lastWrite) ?? '',
    subkeys: key.subkeys().map((subkey) => subkey.name),
    ...(parameters === undefined ? {} : { parametersLastWrite: filetimeToIso(parameters.lastWrite) ?? '' }),
  };
}

/** null for what is not there and for what cannot be read. */
function orNull<T>(
  value: RegistryValue | undefined,
  decode: (value: RegistryValue) => T | undefined,
): T | null {
  try {
    return value === undefined ? null : (decode(value) ?? null);
  } catch (error) {
    if (error instanceof ParseError) return null;
    throw error;
  }
}

function comparable({ lastWriteFiletime: _, ...service }: TruthService): TruthService {
  return service;
}

/** Times after replay come from a tool that keeps them as floating-point numbers: right to two microseconds. */
function expectTime(ours: string, truth: string): void {
  const difference = filetime(ours) - filetime(truth);
  expect(difference >= -20n && difference <= 20n, `${ours} ${truth}`).toBe(true);
}

function servicesOf(root: RegistryKey | null, controlSet: string): RegistryKey[] {
  return [...(root?.descendant(`${controlSet}\\Services`)?.subkeys() ?? [])];
}

function open(name: string, withLogs = false) {
  const log = (number: 1 | 2) => corpusFile(`hive/${name}.SYSTEM.LOG${number}.gz`);
  return openHive(corpusFile(`hive/${name}.SYSTEM.gz`), withLogs ? { log1: log(1), log2: log(2) } : {});
}

describe.skipIf(!corpusAvailable)('services of real SYSTEM hives (corpus/hive)', () => {
  for (const name of NAMES) {
    it(`reads ${name} as independent tools do`, () => {
      const truth = corpusTruth<Truth>(`${name}.SYSTEM`);
      const hive = open(name);
      const services = servicesOf(hive.root, truth.currentControlSet).map(serviceOf);
      expect(services).toHaveLength(truth.serviceCount[truth.currentControlSet] as number);
      expect(new Map(services.map((service) => [service.name, service]))).toEqual(
        new Map(truth.services.map((service) => [service.name, comparable(service)])),
      );
      for (const [set, count] of Object.entries(truth.serviceCount)) {
        expect(servicesOf(hive.root, set)).toHaveLength(count as number);
      }
      expect(hive.header.primarySequence).toBe(truth.baseBlock.primarySeq);
      expect(hive.header.secondarySequence).toBe(truth.baseBlock.secondarySeq);
      expect(hive.header.hiveBinsSize).toBe(truth.baseBlock.hiveBinsSize);
      expect(hive.header.dirty).toBe(truth.baseBlock.dirty);
      expect(hive.header.fileName).toBe(truth.baseBlock.fileName);
      expect(hive.diagnostics.map((diagnostic) => diagnostic.code)).toEqual(
        truth.baseBlock.dirty === true ? ['hive-dirty'] : [],
      );
    });
  }

  it(`replays both logs of ${DIRTY} and finds the service that only they hold`, () => {
    const truth = corpusTruth<Truth>(`${DIRTY}.SYSTEM`);
    const after = truth.afterLogReplay as NonNullable<Truth['afterLogReplay']>;
    const hive = open(DIRTY, true);
    const keys = servicesOf(hive.root, truth.currentControlSet);
    const ours = new Map(keys.map((key) => [key.name, serviceOf(key)]));
    const expected = new Map(truth.services.map((service) => [service.name, comparable(service)]));
    for (const changed of [...after.changed.map((change) => change.after), ...after.addedServices]) {
      const service = ours.get(changed.name) as TruthService;
      expectTime(service.lastWrite, changed.lastWrite);
      if (changed.parametersLastWrite !== undefined) {
        expectTime(service.parametersLastWrite ?? '', changed.parametersLastWrite);
      }
      const { lastWrite, parametersLastWrite } = service;
      const times = parametersLastWrite === undefined ? { lastWrite } : { lastWrite, parametersLastWrite };
      expected.set(changed.name, { ...comparable(changed), ...times });
    }

    expect(hive.replay).toMatchObject({ state: 'replayed', format: 'new', pages: 315, baseBlockFrom: null });
    expect(hive.replay.entries.map((entry) => entry.sequence)).toEqual(
      Array.from({ length: 24 }, (_, index) => 2_107 + index),
    );
    expect([...new Set(hive.replay.entries.map((entry) => entry.log))]).toEqual(['log1', 'log2']);
    expect(keys).toHaveLength(after.serviceCount);
    expect(ours).toEqual(expected);
    expect(hive.diagnostics).toEqual([]);

    const added = keys.find((key) => key.name === 'ad_driver');
    expect(added?.fromLog).toBe(true);
    expect(added?.value('ImagePath')?.fromLog).toBe(true);
    const unchanged = keys.find((key) => key.name === 'Dhcp');
    expect(unchanged?.fromLog).toBe(false);
    expect(unchanged?.value('ImagePath')?.fromLog).toBe(false);
  });

  it('allocates at most three times the file for a replay, and nothing to speak of without', () => {
    const primary = corpusFile(`hive/${DIRTY}.SYSTEM.gz`);
    const log1 = corpusFile(`hive/${DIRTY}.SYSTEM.LOG1.gz`);
    const log2 = corpusFile(`hive/${DIRTY}.SYSTEM.LOG2.gz`);
    const kept = primary.slice();
    const before = process.memoryUsage().arrayBuffers;
    openHive(primary);
    const plain = process.memoryUsage().arrayBuffers;
    openHive(primary, { log1, log2 });
    const replayed = process.memoryUsage().arrayBuffers;
    expect(plain - before).toBeLessThan(primary.length / 10);
    expect(replayed - plain).toBeLessThan(3 * primary.length);
    expect(Buffer.from(primary).equals(kept)).toBe(true);
  });

  it('reads all services of a hive with missing pages, and what is left of each', () => {
    const truth = corpusTruth<Truth>(`${CORRUPT}.SYSTEM`);
    const hive = open(CORRUPT);
    const services = servicesOf(hive.root, truth.currentControlSet).map(serviceOf);
    const byName = new Map(services.map((service) => [service.name, service]));
    // The reference tool read 186 and gave up on twelve, which it names.
    const unreadable = truth.errors.map((error) => error.split(':')[0] as string);
    // Of six more the nodes are destroyed and some subkeys left: they have no name.
    expect([...byName.keys()].filter((name) => !name.startsWith('?0x'))).toHaveLength(198);
    for (const name of unreadable) expect(byName.has(name), name).toBe(true);
    for (const service of truth.services) expect(byName.get(service.name)).toEqual(comparable(service));
    expect(byName.get('msdirectx')?.imagePath).toMatch(/msdirectx\.sys$/);
    const codes = new Set(hive.diagnostics.map((diagnostic) => diagnostic.code));
    expect([...codes]).toEqual(expect.arrayContaining(['bin-header', 'wrong-signature', 'value-list']));
  });
});
