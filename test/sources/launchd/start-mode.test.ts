import { describe, expect, it } from 'vitest';
import { collectJobs, type PlistSpec, xmlPlist } from './collect-jobs.ts';

function startMode(job: Readonly<Record<string, PlistSpec>>): string | null {
  const tree = { '/Library/LaunchAgents/x.plist': xmlPlist({ Label: 'x', Program: '/bin/x', ...job }) };
  return collectJobs(tree).named('x').startMode;
}

describe('start mode', () => {
  it.each([
    { RunAtLoad: true },
    { KeepAlive: true },
    { KeepAlive: { NetworkState: true } },
    { OnDemand: false },
    { StartInterval: 60 },
    { StartCalendarInterval: { Hour: 3 } },
    { StartOnMount: true },
    { WatchPaths: ['/etc'] },
    { QueueDirectories: ['/var/q'] },
    { LaunchEvents: { 'com.apple.notifyd.matching': { x: { Notification: 'x' } } } },
  ])('is auto for %j', (job) => expect(startMode(job)).toBe('auto'));

  it.each([
    {},
    { RunAtLoad: false, KeepAlive: false },
    { KeepAlive: {} },
    { OnDemand: true },
    { MachServices: { x: true } },
    { Sockets: { Listeners: { SockServiceName: 'ssh' } } },
    { RunAtLoad: 'true' },
  ])('is demand for %j', (job) => expect(startMode(job)).toBe('demand'));

  it('is disabled by the job itself', () => {
    expect(startMode({ RunAtLoad: true, Disabled: true })).toBe('disabled');
  });
});
