import { describe, expect, test } from 'vitest';
import { NO_AUDIT } from '../../main/evidence/audit.ts';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import { source } from '../../main/sources/windows-services.ts';
import type { Coverage } from '../../shared/model/coverage.ts';
import { eventRecordSchema } from '../../shared/model/event-record.ts';
import type { WindowsDetail } from '../../shared/model/windows-detail.ts';
import { BARE_HIVES } from '../support/bare-hives-root.ts';
import { corpusAvailable, corpusFile, corpusTruth } from '../support/corpus.ts';
import { checked, type DetailedRecord } from './windows/test-scope.ts';

type Raw = string | number | readonly string[] | null;
interface TruthService {
  readonly [field: string]: unknown;
  readonly name: string;
  readonly lastWrite: string;
  readonly serviceDll: string | null;
  readonly serviceDllDirect: string | null;
  readonly parametersLastWrite?: string;
  readonly subkeys: readonly string[];
}
interface Truth {
  readonly currentControlSet: string;
  readonly services: readonly TruthService[];
  readonly afterLogReplay?: {
    readonly added: readonly string[];
    readonly changed: readonly { readonly after: TruthService }[];
  };
}

const FIELDS: readonly (readonly [truth: string, ours: keyof WindowsDetail])[] = [
  ['imagePath', 'imagePath'],
  ['start', 'start'],
  ['type', 'type'],
  ['errorControl', 'errorControl'],
  ['objectName', 'objectName'],
  ['displayName', 'displayName'],
  ['description', 'description'],
  ['group', 'group'],
  ['delayedAutoStart', 'delayedAutostart'],
  ['dependOnService', 'dependOnService'],
  ['failureCommand', 'failureCommand'],
  ['svcHostSplitDisable', 'svcHostSplitDisable'],
];

function collect(name: string, logs: readonly string[] = []) {
  const files: Record<string, Uint8Array> = { '/SYSTEM': corpusFile(`hive/${name}.gz`) };
  for (const log of logs) files[`/SYSTEM.${log}`] = corpusFile(`hive/${name}.${log}.gz`);
  const configured: DetailedRecord[] = [];
  const deleted: DetailedRecord[] = [];
  const events: string[] = [];
  let coverage: Coverage | null = null;
  for (const item of source.collect({ evidence: memoryEvidence(files), root: BARE_HIVES, audit: NO_AUDIT })) {
    if (item.type === 'service') (item.state === 'deleted' ? deleted : configured).push(checked(item));
    if (item.type === 'coverage') coverage = item;
    if (item.type === 'event') events.push(`${item.action} ${eventRecordSchema.parse(item).service}`);
  }
  return { configured, deleted, events, coverage };
}

/** NDProxy of XP to 8.1 has its DisplayName as a list; the record has the first string of it. */
function plain(value: unknown, field: string): Raw {
  const raw = (value ?? null) as Raw;
  return Array.isArray(raw) && field !== 'dependOnService' ? (raw[0] ?? null) : raw;
}

/** `digits`: characters of a time that the truth can vouch for; yarp, which replayed the logs, rounds to microseconds. */
function expectSame(ours: DetailedRecord | undefined, truth: TruthService, digits = 28): void {
  expect(ours, truth.name).toBeDefined();
  if (ours === undefined) return;
  const { windows } = ours;
  for (const [field, own] of FIELDS) {
    expect(plain(windows[own], own), `${truth.name} ${field}`).toEqual(plain(truth[field], field));
  }
  expect(windows.serviceDll, `${truth.name} serviceDll`).toBe(
    truth.serviceDll ?? truth.serviceDllDirect ?? null,
  );
  expect(windows.keyLastWrite?.slice(0, digits), `${truth.name} lastWrite`).toBe(
    truth.lastWrite.slice(0, digits),
  );
  expect(windows.subkeys.map(({ name }) => name).sort()).toEqual([...truth.subkeys].sort());
  const parameters = windows.subkeys.find(({ name }) => name.toLowerCase() === 'parameters');
  if (truth.parametersLastWrite !== undefined) {
    expect(parameters?.lastWrite?.slice(0, digits)).toBe(truth.parametersLastWrite.slice(0, digits));
  }
}

describe.skipIf(!corpusAvailable)('corpus hives', () => {
  test.each([
    'win10-21h2-x64_clean_DESKTOP-M3OSHQU.SYSTEM',
    'win81-x64_SENSEI.SYSTEM',
    'winxp-x86_suspicious_M57-PAT.SYSTEM',
  ])('%s: every service, field by field', (name) => {
    const truth = corpusTruth<Truth>(name);
    const { configured } = collect(name);
    expect(configured.map((record) => record.name).sort()).toEqual(
      truth.services.map((one) => one.name).sort(),
    );
    expect(new Set(configured.map(({ id }) => id)).size).toBe(configured.length);
    const byName = new Map(configured.map((record) => [record.name, record]));
    for (const service of truth.services) expectSame(byName.get(service.name), service);
    for (const { windows } of configured) expect(windows.controlSet).toBe(truth.currentControlSet);
  });

  test('win10-1709: with its logs, and the service that only they hold', () => {
    const name = 'win10-1709-x64_DESKTOP-PM6C56D.SYSTEM';
    const truth = corpusTruth<Truth>(name);
    const { configured, events } = collect(name, ['LOG1', 'LOG2']);
    const byName = new Map(configured.map((record) => [record.name, record]));
    const changed = new Map(truth.afterLogReplay?.changed.map(({ after }) => [after.name, after]));
    for (const service of truth.services) {
      const after = changed.get(service.name);
      expectSame(byName.get(service.name), after ?? service, after === undefined ? 28 : 24);
    }
    const added = [...byName.keys()].filter((one) => !truth.services.some((service) => service.name === one));
    expect(added).toEqual(truth.afterLogReplay?.added);
    expect(byName.get('ad_driver')?.windows).toMatchObject({
      fromLog: true,
      history: [{ where: 'before log replay', present: false }],
    });
    expect(events).toEqual(['created ad_driver']);
  });

  test('winxp corrupt: what the reference reads, and more', () => {
    const name = 'winxp-x86_CORRUPT_GINEVRA.SYSTEM';
    const truth = corpusTruth<Truth>(name);
    const { configured, coverage } = collect(name);
    expect(configured.length).toBeGreaterThanOrEqual(198);
    // Its Services key says that it has 258; no cell of the rest is left.
    expect(coverage).toMatchObject({
      counts: { unreadable: 258 - configured.length },
      reason: expect.stringContaining('60 of 258 keys of services could not be read'),
    });
    const byName = new Map(configured.map((record) => [record.name, record]));
    for (const service of truth.services) expectSame(byName.get(service.name), service);
    expect(byName.get('msdirectx')?.image?.path).toBe(
      'C:\\Documents and Settings\\moyix\\Desktop\\EXE\\msdirectx.sys',
    );
  });

  test('winxp suspicious: a third driver of the tool was deleted', () => {
    const { deleted } = collect('winxp-x86_suspicious_M57-PAT.SYSTEM');
    const names = deleted.map(({ name }) => name);
    expect(names).toContain('win32dd2');
    expect(deleted.find(({ name }) => name === 'win32dd2')?.command).toBe(
      '\\??\\C:\\RAM\\32bits_i386\\win32dd2.sys',
    );
  });
});
