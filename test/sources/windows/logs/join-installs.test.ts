import { describe, expect, it } from 'vitest';
import { joinInstalls } from '../../../../main/sources/windows/logs/join-installs.ts';
import type { EventRecord } from '../../../../shared/model/event-record.ts';
import { corpusAvailable, corpusFile } from '../../../support/corpus.ts';
import { runTriage } from '../../../support/run-triage.ts';

const IMAGE = 'C:\\TOOLS\\Mimikatz\\mimidrv.sys';

function event(eventId: number, service: string, time: string, fields: EventRecord['fields']): EventRecord {
  const security = eventId === 4697;
  return {
    type: 'event',
    id: `${eventId}:${service}:${time}`,
    time: `2021-03-26T16:17:${time}Z`,
    platform: 'windows',
    source: 'windows-events',
    eventId,
    provider: security ? 'Microsoft-Windows-Security-Auditing' : 'Service Control Manager',
    channel: security ? 'Security' : 'System',
    computer: 'jump01',
    action: eventId === 4697 || eventId === 7045 ? 'created' : 'failed',
    service,
    actor: null,
    fields,
    provenance: [],
  };
}

/** As the two logs write one installation. */
const keyed = (name: string, time: string, image = IMAGE, account = 'LocalSystem') =>
  event(4697, name, time, { ServiceName: name, ImagePath: image, ServiceAccount: account });
const shown = (name: string, time: string, image = IMAGE, account = '') =>
  event(7045, name, time, { ServiceName: name, ImagePath: image, AccountName: account });
const failed = (name: string, time: string) => event(7000, name, time, { param1: name, ServiceName: name });

function names(...events: EventRecord[]): (string | null)[] {
  joinInstalls(events);
  return events.map(({ service }) => service);
}

describe('an installation that two logs tell of', () => {
  it('is one service, by its key name, whichever is read first', () => {
    const system = shown('mimikatz driver (mimidrv)', '35.4899203');
    expect(names(system, keyed('mimidrv', '35.4904245'))).toEqual(['mimidrv', 'mimidrv']);
    expect(system.fields.ServiceName).toBe('mimikatz driver (mimidrv)');
    expect(names(keyed('k', '35'), shown('Some display', '36.5', IMAGE.toUpperCase()))).toEqual(['k', 'k']);
  });

  it('tells what else is called by the display name', () => {
    const [before, after] = [shown('Shown', '01'), failed('Shown', '40')];
    expect(names(before, keyed('k', '35'), shown('shown', '35'), after)).toEqual(['k', 'k', 'k', 'k']);
    expect(after.fields).toEqual({ param1: 'Shown', ServiceName: 'k' });
    const other = { ...failed('Shown', '40'), computer: 'jump02' };
    const byData = { ...failed('Shown', '40'), fields: { Binary: '530068006F0077006E000000' } };
    expect(names(keyed('k', '35'), shown('Shown', '35'), other, byData).slice(2)).toEqual(['Shown', 'Shown']);
  });

  it.each<[string, EventRecord[]]>([
    ['at another time', [keyed('k', '30'), shown('Shown', '33')]],
    ['of another image', [keyed('k', '30'), shown('Shown', '30', 'C:\\other.exe')]],
    ['with other arguments', [keyed('k', '30', 'C:\\u.exe /svc'), shown('Shown', '30', 'C:\\u.exe /medsvc')]],
    ['with another account', [keyed('k', '30'), shown('Shown', '30', IMAGE, 'CORP\\bob')]],
    ['on another computer', [keyed('k', '30'), { ...shown('Shown', '30'), computer: 'jump02' }]],
    ['where two keys could be meant', [keyed('k', '30'), keyed('l', '30'), shown('Shown', '30')]],
    ['where two display names could be', [keyed('k', '30'), shown('Shown', '30'), shown('Other', '31')]],
    ['where the key was logged by both', [keyed('k', '30'), shown('k', '30'), shown('Shown', '30')]],
    ['where the registry knew the name', [keyed('k', '30'), { ...shown('Shown', '30'), service: 'other' }]],
  ])('is not joined with one %s', (_what, events) => {
    const before = events.map(({ service }) => service);
    expect(names(...events)).toEqual(before);
  });

  it('gives no name to others where the display name stands for two keys', () => {
    const events = [keyed('k', '10'), shown('Shown', '10'), keyed('l', '20'), shown('Shown', '20')];
    expect(names(...events, failed('Shown', '40'))).toEqual(['k', 'k', 'l', 'l', 'Shown']);
  });

  it('leaves a service alone that has such a name as its key', () => {
    const events = [keyed('k', '10'), shown('Shown', '10'), keyed('Shown', '40', 'C:\\s.exe')];
    expect(names(...events, failed('Shown', '41')).slice(2)).toEqual(['Shown', 'Shown']);
  });

  it('is found among very many in time', () => {
    const events = Array.from({ length: 20_000 }, () => [keyed('k', '10'), shown('Shown', '10')]).flat();
    // Processor time: 0.3 s, and minutes where each is compared with each.
    const started = process.cpuUsage();
    joinInstalls(events);
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(5);
  });
});

describe.skipIf(!corpusAvailable)('in real logs (needs the corpus)', () => {
  const LOGS = [
    'evtx/mde_ID4697-New_service_for_Mimikatz.evtx',
    'evtx/mde_ID7045-New_service_for_Mimikatz_+npcap.evtx',
  ];

  it('the driver that one log calls mimidrv and the other by its display name is one service', async () => {
    const tree = Object.fromEntries(LOGS.map((path, at) => [`/${at}.evtx`, corpusFile(path)]));
    const { events } = await runTriage(tree, []);
    const driver = events.filter(({ fields }) => String(fields.ImagePath).endsWith('mimidrv.sys'));
    expect(driver.map(({ eventId, service, fields }) => [eventId, service, fields.ServiceName])).toEqual([
      [7045, 'mimidrv', 'mimikatz driver (mimidrv)'],
      [7045, 'mimidrv', 'mimikatz driver (mimidrv)'],
      [4697, 'mimidrv', 'mimidrv'],
    ]);
    const others = events.filter(({ eventId, service }) => eventId === 7045 && service !== 'mimidrv');
    expect(others.every(({ service, fields }) => service === fields.ServiceName)).toBe(true);
    expect(others.length).toBeGreaterThan(2);
  });
});
