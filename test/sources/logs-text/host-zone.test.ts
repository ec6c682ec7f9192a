import { expect, it } from 'vitest';
import { memoryEvidence } from '../../../main/evidence/memory-evidence.ts';
import { hostZone, zoneOffset } from '../../../main/sources/logs-text/host-zone.ts';

type Tree = Parameters<typeof memoryEvidence>[0];
const name = (tree: Tree) => hostZone(memoryEvidence(tree)).name;

it('finds the zone where each system keeps its name', () => {
  expect(name({ '/etc/localtime': { link: '../usr/share/zoneinfo/Europe/Berlin' } })).toBe('Europe/Berlin');
  expect(name({ '/private/etc/localtime': { link: '/var/db/timezone/zoneinfo/America/New_York' } })).toBe(
    'America/New_York',
  );
  expect(name({ '/etc/localtime': 'TZif', '/etc/timezone': 'Asia/Tokyo\n' })).toBe('Asia/Tokyo');
  expect(
    name({ '/etc/localtime': 'TZif', '/etc/sysconfig/clock': '# x\nZONE="Asia/Kolkata"\nUTC=true\n' }),
  ).toBe('Asia/Kolkata');
});

it('takes UTC where nothing tells, and for a zone that nobody knows', () => {
  expect(hostZone(memoryEvidence({}))).toEqual({ name: null, offset: 0 });
  expect(hostZone(memoryEvidence({ '/etc/timezone': 'No/Where' }))).toEqual({ name: null, offset: 0 });
  expect(zoneOffset('No/Where')).toBeNull();
});

it('knows summer time, and quarters of an hour', () => {
  const at = (zone: string, iso: string) => {
    const offset = zoneOffset(zone);
    return typeof offset === 'function' ? offset(Date.parse(iso)) : offset;
  };
  expect(at('Europe/Berlin', '2024-01-01T00:00:00Z')).toBe(60);
  expect(at('Europe/Berlin', '2024-03-31T01:59:59Z')).toBe(60);
  expect(at('Europe/Berlin', '2024-03-31T03:00:00Z')).toBe(120);
  // The hour that comes twice is its first, in summer time.
  expect(at('Europe/Berlin', '2024-10-27T02:30:00Z')).toBe(120);
  expect(at('Europe/Berlin', '2024-10-27T03:00:00Z')).toBe(60);
  expect(at('America/New_York', '2024-07-01T00:00:00Z')).toBe(-240);
  expect(at('Asia/Kathmandu', '2024-07-01T00:00:00Z')).toBe(345);
});
