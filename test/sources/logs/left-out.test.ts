import { describe, expect, it } from 'vitest';
import { source as journal } from '../../../main/sources/logs/linux-journal.ts';
import { source as textLogs } from '../../../main/sources/logs/linux-text-logs.ts';
import { source as windowsEvents } from '../../../main/sources/logs/windows-events.ts';
import { collectLogs, LINUX_LOGS } from '../logs-text/collect-logs.ts';

const WINDOWS_LOGS = { ...LINUX_LOGS, layout: 'windows-logs', platform: 'windows' } as const;

const files = (count: number, name: (index: number) => string) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), { content: '' }]));

describe('more logs than are read are an error', () => {
  it.each([
    ['linux-text-logs', textLogs, 5_001, (index: number) => `/var/log/syslog.${index}`, {}],
    ['linux-journal', journal, 20_001, (index: number) => `/var/log/journal/m/${index}.journal`, {}],
    ['windows-events', windowsEvents, 20_001, (index: number) => `/${index}.evtx`, { root: WINDOWS_LOGS }],
  ] as const)('%s', (id, source, count, name, options) => {
    const { diagnostics, coverage } = collectLogs(source, files(count, name), options);
    const told = diagnostics.filter(({ code }) => code === 'logs-left-out');
    expect(told).toMatchObject([{ severity: 'error', source: id }]);
    expect(coverage.source).toBe(id);
    const fewer = collectLogs(source, files(3, name), options).diagnostics;
    expect(fewer.filter(({ code }) => code === 'logs-left-out')).toEqual([]);
  });
});
