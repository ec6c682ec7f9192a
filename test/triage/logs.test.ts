import { describe, expect, it } from 'vitest';
import { loadUserRules } from '../../main/detect/rule-set.ts';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import { hasGaps } from '../../main/triage/summary.ts';
import { type LogSpec, logTree } from '../support/event-fixture.ts';
import { situationTree } from '../support/rule-fixture.ts';
import { runTriage } from '../support/run-triage.ts';

const BOB = 'S-1-5-21-1-2-3-1001';
const PSEXEC: readonly LogSpec[] = [
  {
    id: 4624,
    time: '2024-05-01T09:59:58Z',
    data: { TargetUserSid: BOB, LogonType: 3, IpAddress: '10.0.0.66', TargetLogonId: '0xABCDE1' },
  },
  {
    id: 4697,
    time: '2024-05-01T10:00:00Z',
    data: {
      SubjectUserName: 'bob',
      SubjectDomainName: 'CORP',
      SubjectUserSid: BOB,
      SubjectLogonId: '0xABCDE1',
      ServiceName: 'evil',
      ServiceFileName: 'C:\\Users\\Public\\evil.exe',
      ServiceType: '0x10',
      ServiceStartType: 3,
      ServiceAccount: 'LocalSystem',
    },
  },
  {
    id: 7045,
    time: '2024-05-01T10:00:00Z',
    user: BOB,
    data: {
      ServiceName: 'evil',
      ImagePath: 'C:\\Users\\Public\\evil.exe',
      ServiceType: 'user mode service',
      StartType: 'demand start',
      AccountName: 'LocalSystem',
    },
  },
  { id: 7036, time: '2024-05-01T10:00:02Z', data: ['evil', 'running'], binary: 'evil/4' },
  { id: 7036, time: '2024-05-01T10:00:09Z', data: ['evil', 'stopped'], binary: 'evil/1' },
];
const HISTORY = `title: Installed from a network logon, ran and gone
id: 0b2f4c7e-1a55-4c59-8f3f-0e6f0f6a9d01
status: test
logsource: { category: service, product: windows, service: history }
detection:
    selection:
        NetworkInstall: true
        InstalledRanGone: true
    condition: selection
level: high
`;

async function rules(...texts: readonly string[]) {
  const loaded = await Promise.all(texts.map((text, at) => loadUserRules({ path: `${at}.yml`, text }, [])));
  for (const { judgements } of loaded) {
    for (const { outcome, reasons } of judgements) expect([outcome, reasons]).toEqual(['ok', []]);
  }
  return loaded.flatMap((one) => one.rules);
}

const logsOnly = (logs: readonly LogSpec[]) =>
  memoryEvidence(
    Object.fromEntries(
      Object.entries(logTree(logs)).map(([path, bytes]) => [path.replace(/^.*\//, '/logs/'), bytes]),
    ),
  );

describe('logs beside hives', () => {
  it('are joined with what is configured: a service that is gone has its life told', async () => {
    const services = { Spooler: { ImagePath: '%SystemRoot%\\System32\\spoolsv.exe' } };
    const tree = { ...situationTree({ name: 'x', files: [], services }), ...logTree(PSEXEC) };
    const result = await runTriage(memoryEvidence(tree), await rules(HISTORY));
    const [finding, ...others] = result.findings;
    expect(others).toEqual([]);
    expect(finding?.subject).toMatchObject({ kind: 'event', name: 'evil', platform: 'windows' });
    // Both logs tell of one installation; with it the proof names their records.
    expect(finding?.evidence.map(({ path }) => path)).toContain(
      '/Windows/System32/winevt/Logs/Security.evtx',
    );
    expect(result.events.map(({ action, service, actor }) => [action, service, actor])).toEqual([
      ['created', 'evil', 'CORP\\bob'],
      ['created', 'evil', BOB],
      ['started', 'evil', null],
      ['stopped', 'evil', null],
    ]);
  });

  it('are joined with each other where the System log knows only the display name', async () => {
    const logs = PSEXEC.map((log) =>
      log.id === 7045 ? { ...log, data: { ...log.data, ServiceName: 'A harmless name' } } : log,
    );
    const installed = `title: An image in a public folder
id: 0b2f4c7e-1a55-4c59-8f3f-0e6f0f6a9d07
logsource: { category: service, product: windows }
detection: { selection: { ImagePath|contains: 'Public' }, condition: selection }
`;
    const result = await runTriage(logsOnly(logs), await rules(installed));
    expect(result.events.map(({ service, fields }) => [service, fields.ServiceName])).toEqual([
      ['evil', 'evil'],
      ['evil', 'A harmless name'],
      ['evil', 'evil'],
      ['evil', 'evil'],
    ]);
    expect(result.findings.map(({ subject, evidence }) => [subject.name, evidence.length])).toEqual([
      ['evil', 2],
    ]);
    expect(result.findings[0]?.why).toContain('Logged 2 times');
  });

  it('a service that is still configured is the subject itself', async () => {
    const services = { evil: { ImagePath: 'C:\\Users\\Public\\evil.exe', Type: 16, Start: 3 } };
    const tree = { ...situationTree({ name: 'x', files: [], services }), ...logTree(PSEXEC) };
    const still = HISTORY.replace('InstalledRanGone: true', 'Configured: true');
    const { findings } = await runTriage(memoryEvidence(tree), await rules(still));
    expect(findings.map(({ subject }) => subject)).toEqual([
      { kind: 'service', id: 'windows:evil', name: 'evil', platform: 'windows' },
    ]);
  });
});

describe('a folder of logs', () => {
  it('is examined without a gap, and named after the computer in it', async () => {
    const result = await runTriage(logsOnly(PSEXEC), []);
    expect(result.header.root.layout).toBe('windows-logs');
    expect(result.header.host.hostName).toBe('TESTHOST');
    expect(hasGaps(result)).toBe(false);
    expect(result.coverage.filter(({ outcome }) => outcome === 'collected')).toMatchObject([
      { source: 'windows-events', counts: { files: 2, records: 5, events: 4 } },
    ]);
  });

  it('does not call a service gone of which it cannot know', async () => {
    const gone = HISTORY.replace('InstalledRanGone: true', 'Configured: false');
    const { findings } = await runTriage(logsOnly(PSEXEC), await rules(gone));
    expect(findings).toEqual([]);
  });

  it('keeps a record that says nothing of services only where a rule fires on it', async () => {
    const process = (image: string): LogSpec => ({
      id: 4688,
      data: { NewProcessName: image, CommandLine: image, SubjectUserName: 'bob' },
    });
    const rule = `title: A process
id: 0b2f4c7e-1a55-4c59-8f3f-0e6f0f6a9d02
logsource: { category: process_creation, product: windows }
detection: { selection: { Image|endswith: '\\sc.exe' }, condition: selection }
`;
    const logs = [process('C:\\Windows\\System32\\sc.exe'), process('C:\\Windows\\notepad.exe')];
    const none = await runTriage(logsOnly(logs), []);
    expect(none.events).toEqual([]);
    const { events, findings } = await runTriage(logsOnly(logs), await rules(rule));
    expect(events.map(({ fields }) => fields.NewProcessName)).toEqual(['C:\\Windows\\System32\\sc.exe']);
    expect(findings).toHaveLength(1);
  });

  it('tells of one service once, with the count and every record', async () => {
    const stop: LogSpec = { id: 7036, data: ['x', 'y'], binary: 'WinDefend/1' };
    const rule = `title: A stop
id: 0b2f4c7e-1a55-4c59-8f3f-0e6f0f6a9d03
logsource: { category: service_event, product: windows }
detection: { selection: { Action: stopped, ServiceName: WinDefend }, condition: selection }
`;
    const { findings } = await runTriage(logsOnly([stop, stop, stop]), await rules(rule));
    expect(findings).toHaveLength(1);
    expect(findings[0]?.why).toContain('Logged 3 times, first at 2024-05-01T10:00:00');
    expect(findings[0]?.evidence).toHaveLength(3);
  });

  it('correlates: several services stop in a minute', async () => {
    const text = `title: One stops
name: one_stops
id: 0b2f4c7e-1a55-4c59-8f3f-0e6f0f6a9d04
logsource: { category: service_event, product: windows }
detection: { selection: { Action: stopped }, condition: selection }
---
title: Several stop
id: 0b2f4c7e-1a55-4c59-8f3f-0e6f0f6a9d05
correlation:
    type: value_count
    rules: [one_stops]
    group-by: [Computer]
    timespan: 1m
    condition: { field: ServiceName, gte: 3 }
level: high
`;
    const loaded = await loadUserRules({ path: 'c.yml', text }, []);
    const set = {
      rules: loaded.rules,
      correlations: loaded.correlations ?? [],
      judgements: [],
      sha256: '0'.repeat(64),
    };
    const stop = (name: string): LogSpec => ({ id: 7036, data: [name, 'stopped'], binary: `${name}/1` });
    const three = await runTriage(logsOnly(['a', 'b', 'c'].map(stop)), [], { rules: set });
    expect(three.findings.map(({ title, matched }) => [title, matched])).toEqual([
      [
        'Several stop',
        [
          { field: 'Computer', value: 'TESTHOST' },
          { field: 'value_count', value: '3' },
        ],
      ],
    ]);
    const same = await runTriage(logsOnly(['a', 'b', 'a', 'b'].map(stop)), [], { rules: set });
    expect(same.findings).toEqual([]);
    const none = await runTriage(situationTree({ name: 'x' }), [], { rules: set });
    expect(none.summary.notEvaluated.map(({ rule }) => rule)).toEqual(['c', 'c']);
  });

  it.each([
    ['of ours', '{ category: service_event, product: windows }', 'Action: created'],
    ['of the records', '{ product: windows }', 'EventID: [7045, 4697]'],
  ])('counts one service where 7045 shows a name and 4697 tells the key: fields %s', async (_, source, selection) => {
    const text = `title: One is installed
name: one_is_installed
id: 0b2f4c7e-1a55-4c59-8f3f-0e6f0f6a9d06
logsource: ${source}
detection: { selection: { ${selection} }, condition: selection }
---
title: Several are installed
id: 0b2f4c7e-1a55-4c59-8f3f-0e6f0f6a9d07
correlation:
    type: value_count
    rules: [one_is_installed]
    group-by: [Computer]
    timespan: 1h
    condition: { field: ServiceName, gte: 3 }
level: high
`;
    const loaded = await loadUserRules({ path: 'c.yml', text }, []);
    const correlations = loaded.correlations ?? [];
    const set = { rules: loaded.rules, correlations, judgements: [], sha256: '0'.repeat(64) };
    const install = (key: string, minute: number): readonly LogSpec[] => {
      const time = `2024-05-01T10:0${minute}:00Z`;
      const image = `C:\\Program Files\\${key}.exe`;
      return [
        { id: 4697, time, data: { ServiceName: key, ServiceFileName: image, ServiceAccount: 'LocalSystem' } },
        {
          id: 7045,
          time,
          data: { ServiceName: `Service of ${key}`, ImagePath: image, AccountName: 'LocalSystem' },
        },
      ];
    };
    const two = await runTriage(logsOnly([install('a', 1), install('b', 2)].flat()), [], { rules: set });
    expect(two.findings).toEqual([]);
    const three = await runTriage(logsOnly([install('a', 1), install('b', 2), install('c', 3)].flat()), [], {
      rules: set,
    });
    expect(three.findings.map(({ matched }) => matched.at(-1)?.value)).toEqual(['3']);
  });

  it('says which rules need logs where there are none', async () => {
    const { summary } = await runTriage(situationTree({ name: 'x' }), await rules(HISTORY));
    expect(summary.notEvaluated).toMatchObject([{ rule: '0', reason: expect.stringContaining('logs') }]);
  });
});
