import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { LogSpec } from './event-fixture.ts';

/**
 * Ordinary activity of managed Windows hosts as records of Security 4688, Sysmon 1, 11 and 13 and PowerShell 4104. No public log of a clean
 * host holds these channels, so the records are ours: the lists in `test/fixtures/ordinary` say what is started, written and set, and the
 * values that differ from host to host are drawn from a seed.
 */
export function ordinaryActivity(seed = 1): readonly LogSpec[] {
  const vary = variation(seed);
  const logs: LogSpec[] = [];
  let clock = Date.parse('2024-05-06T06:00:00Z');
  const at = (pause: number): string => {
    clock += pause * 1000;
    return new Date(clock).toISOString();
  };
  for (const group of read<ProcessGroup>('processes')) {
    clock += 20 * 60_000;
    for (const [image, line, parent] of group.run) {
      const run = { image: vary(image), line: vary(line), time: at(group.every ?? 15) };
      logs.push(...started(group, run, parent));
    }
  }
  for (const { image, set } of read<RegistryGroup>('registry')) {
    clock += 20 * 60_000;
    for (const [target, details] of set)
      logs.push(
        sysmon(13, at(5), {
          EventType: 'SetValue',
          Image: image,
          TargetObject: vary(target),
          Details: vary(details),
        }),
      );
  }
  for (const { image, write } of read<FileGroup>('files')) {
    clock += 20 * 60_000;
    for (const target of write) logs.push(sysmon(11, at(5), { Image: image, TargetFilename: vary(target) }));
  }
  for (const script of read<string>('scripts')) {
    clock += 60_000;
    const data = {
      MessageNumber: 1,
      MessageTotal: 1,
      ScriptBlockText: vary(script),
      ScriptBlockId: vary('{guid}'),
      Path: '',
    };
    logs.push({ id: 4104, time: at(5), user: ADMIN, data });
  }
  return logs;
}

interface ProcessGroup {
  readonly as: 'system' | 'admin' | 'user';
  readonly parent: string;
  readonly parentLine?: string;
  /** Seconds between two starts. */
  readonly every?: number;
  /** Image, command line, and the parent where it is another than the group's. */
  readonly run: readonly (readonly [image: string, line: string, parent?: string])[];
}

interface RegistryGroup {
  readonly image: string;
  readonly set: readonly (readonly [target: string, details: string])[];
}

interface FileGroup {
  readonly image: string;
  readonly write: readonly string[];
}

const ADMIN = 'S-1-5-21-1004336348-1177238915-682003330-1104';

const ACCOUNTS = {
  system: {
    sid: 'S-1-5-18',
    domain: 'NT AUTHORITY',
    name: 'SYSTEM',
    label: 'S-1-16-16384',
    integrity: 'System',
  },
  admin: { sid: ADMIN, domain: 'CORP', name: 'adm.kim', label: 'S-1-16-12288', integrity: 'High' },
  user: {
    sid: 'S-1-5-21-1004336348-1177238915-682003330-1105',
    domain: 'CORP',
    name: 'kim',
    label: 'S-1-16-8192',
    integrity: 'Medium',
  },
} as const;

/** One start as both logs tell it. */
function started(
  { as, parent: usual, parentLine }: ProcessGroup,
  run: { readonly image: string; readonly line: string; readonly time: string },
  parent = usual,
): readonly LogSpec[] {
  const { sid, domain, name, label, integrity } = ACCOUNTS[as];
  return [
    {
      id: 4688,
      time: run.time,
      data: {
        SubjectUserSid: sid,
        SubjectUserName: as === 'system' ? 'HOST1$' : name,
        SubjectDomainName: 'CORP',
        SubjectLogonId: as === 'system' ? '0x3e7' : '0x5f3a1',
        NewProcessId: '0x1a2c',
        NewProcessName: run.image,
        TokenElevationType: '%%1936',
        ProcessId: '0x2f4',
        CommandLine: run.line,
        TargetUserSid: 'S-1-0-0',
        TargetUserName: '-',
        TargetDomainName: '-',
        TargetLogonId: '0x0',
        ParentProcessName: parent,
        MandatoryLabel: label,
      },
    },
    sysmon(1, run.time, {
      ProcessGuid: '{00000000-0000-0000-0000-000000000001}',
      ProcessId: 6700,
      Image: run.image,
      CommandLine: run.line,
      CurrentDirectory: 'C:\\Windows\\system32\\',
      User: `${domain}\\${name}`,
      IntegrityLevel: integrity,
      ParentProcessId: 756,
      ParentImage: parent,
      ParentCommandLine: parent === usual && parentLine !== undefined ? parentLine : `"${parent}"`,
    }),
  ];
}

function sysmon(id: number, time: string, data: Readonly<Record<string, string | number>>): LogSpec {
  return {
    id,
    provider: 'Microsoft-Windows-Sysmon',
    time,
    user: 'S-1-5-18',
    data: { RuleName: '-', UtcTime: time.replace('T', ' ').replace('Z', ''), ...data },
  };
}

function read<T>(name: string): readonly T[] {
  const path = join(import.meta.dirname, '..', 'fixtures', 'ordinary', `${name}.yml`);
  return parse(readFileSync(path, 'utf8')) as readonly T[];
}

/** Puts something else in the place of each `{word}` each time. */
function variation(seed: number): (text: string) => string {
  let state = seed;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => below(16).toString(16)).join('');
  const words: Readonly<Record<string, () => string>> = {
    guid: () => [8, 4, 4, 4, 12].map(hex).join('-').toUpperCase(),
    hex: () => hex(8),
    n: () => String(100 + below(9000)),
    ver: () => `4.18.${24_000 + below(900)}.${below(9)}`,
    user: () => ['kim', 'lee', 'a.garcia', 'müller'][below(4)] ?? 'kim',
    host: () => `SRV-${10 + below(80)}`,
  };
  return (text) =>
    text.replace(/\{(guid|hex|n|ver|user|host)\}/g, (_, word: string) => words[word]?.() ?? '');
}
