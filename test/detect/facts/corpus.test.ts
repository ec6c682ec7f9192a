import { describe, expect, test } from 'vitest';
import { createFactContext } from '../../../main/detect/facts/fact-context.ts';
import { windowsServiceFields } from '../../../main/detect/facts/service-facts.ts';
import { FieldRecord } from '../../../main/detect/sigma/field-record.ts';
import type { WindowsServiceField } from '../../../main/detect/taxonomy.ts';
import { corpusAvailable } from '../../support/corpus.ts';
import { CLEAN, corpusServices, NEAR_CLEAN, SUSPICIOUS, WORKSTATION } from './corpus-records.ts';

type Get = (name: WindowsServiceField) => unknown;

/** Facts of every service of a hive, the host's build as its hive tells it or another one. */
function factsOf(hive: string, build: string | null): (readonly [name: string, get: Get])[] {
  const services = corpusServices(hive);
  const context = createFactContext({ services, host: { build, product: 'Windows' } });
  return services.map((record) => {
    const fields = new FieldRecord(windowsServiceFields(record, context));
    return [record.name, (name) => fields.get(name)] as const;
  });
}

/** Names and values of the services of which the fact says anything. */
function said(facts: ReturnType<typeof factsOf>, name: WindowsServiceField): string[] {
  return facts.flatMap(([service, get]) => {
    const value = get(name);
    const silent = value === undefined || value === false || (Array.isArray(value) && value.length === 0);
    return silent ? [] : [`${service}: ${String(value)}`];
  });
}

const HIVES = [
  [CLEAN, '19041 (CSDBuildNumber 1288)'],
  [NEAR_CLEAN, '9600'],
  [WORKSTATION, '16299.309'],
  [SUSPICIOUS, '2600'],
  [CLEAN, null],
  [WORKSTATION, '22631'],
] as const;

describe.skipIf(!corpusAvailable)('real hosts', () => {
  describe.each(HIVES)('%s as build %s', (hive, build) => {
    const facts = factsOf(hive, build);

    test('nothing imitates Windows', () => {
      for (const name of [
        'ResemblesName',
        'ResemblesImage',
        'InboxImageElsewhere',
        'DisplayNameOfInbox',
      ] as const) {
        expect(said(facts, name), name).toEqual([]);
      }
    });

    test('no name or file name looks highly random', () => {
      const high = facts.filter(
        ([, get]) => get('RandomName') === 'high' || get('ImageNameRandom') === 'high',
      );
      expect(high.map(([name]) => name)).toEqual([]);
    });

    test('no command line hides anything, no name is odd', () => {
      expect(said(facts, 'CommandTraits')).toEqual([]);
      expect(said(facts, 'NameAnomalies')).toEqual([]);
      expect(said(facts, 'ResourceStringDll')).toEqual([]);
      expect(said(facts, 'NoType')).toEqual([]);
      expect(said(facts, 'Unquoted')).toEqual([]);
    });

    test('inbox services differ from nothing', () => {
      expect(said(facts, 'InboxDifferences')).toEqual([]);
    });

    test('programs lie where Windows and installers put them', () => {
      const places = new Map<string, string[]>();
      for (const [name, get] of facts) {
        for (const field of ['ImageDirectoryClass', 'ServiceDllDirectoryClass'] as const) {
          const place = String(get(field));
          if (!/^(?:system|driver-store|program-files|none|undefined)$/.test(place)) {
            places.set(place, [...(places.get(place) ?? []), name]);
          }
        }
      }
      const planted = hive === SUSPICIOUS ? { 'user-profile': ['win32dd', 'win32dd1'] } : {};
      // Defender's platform and its signature driver, after the first update.
      const defender =
        hive === WORKSTATION ? { 'program-data': ['MpKslb17392d7', 'WdNisSvc', 'WinDefend'] } : {};
      expect(Object.fromEntries(places)).toEqual({ ...planted, ...defender });
    });
  });

  test('all facts of 700 services cost little', () => {
    const services = corpusServices(CLEAN);
    const context = createFactContext({ services, host: { build: '19041', product: 'Windows' } });
    const before = process.cpuUsage();
    for (const record of services) {
      for (const value of Object.values(windowsServiceFields(record, context))) {
        if (typeof value === 'function') value();
      }
    }
    const { user, system } = process.cpuUsage(before);
    // 60 ms when nothing else runs; the bound leaves room for a busy machine.
    expect((user + system) / 1000).toBeLessThan(600);
  });
});
