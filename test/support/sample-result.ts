import type { Finding } from '../../shared/model/finding.ts';
import type { Provenance } from '../../shared/model/provenance.ts';
import type { Header, Summary } from '../../shared/model/run.ts';
import type { FileReference, ServiceRecord } from '../../shared/model/service-record.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';
import type { WindowsDetail } from '../../shared/model/windows-detail.ts';
import { BLANK_WINDOWS_DETAIL } from './blank-windows-detail.ts';

const HIVE = 'Windows/System32/config/SYSTEM';
const SHA256 = '7'.repeat(64);

export function samplePointer(name: string, value: string | null = null): Provenance {
  const key = `HKLM\\SYSTEM\\ControlSet001\\Services\\${name}`;
  return {
    path: HIVE,
    locator: { kind: 'registry', key, value, offset: 0x1a2b30, fromLog: false, deleted: false },
    time: '2018-03-27T09:38:47.5741960Z',
  };
}

export function sampleImage(path: string, state: FileReference['state'] = 'found'): FileReference {
  const found = state === 'found';
  return {
    path,
    evidencePath: found ? path.slice(3).replaceAll('\\', '/') : null,
    state,
    exists: found ? true : state === 'missing' ? false : null,
    sha256: found ? SHA256 : null,
  };
}

const WRITTEN = '2018-03-27T09:38:47.5741960Z';

export function sampleWindows(change: Partial<WindowsDetail> = {}): WindowsDetail {
  return { ...BLANK_WINDOWS_DETAIL, keyLastWrite: WRITTEN, ...change };
}

export function sampleService(name: string, change: Partial<ServiceRecord> = {}): ServiceRecord {
  return {
    type: 'service',
    id: `windows:${name.toLowerCase()}`,
    platform: 'windows',
    kind: 'service',
    name,
    displayName: `${name} display`,
    description: null,
    command: `C:\\Windows\\System32\\${name}.exe`,
    image: sampleImage(`C:\\Windows\\System32\\${name}.exe`),
    payloads: [],
    startMode: 'auto',
    enabled: true,
    state: 'configured',
    account: 'LocalSystem',
    lastChanged: '2018-03-27T09:38:47.5741960Z',
    provenance: [samplePointer(name)],
    windows: sampleWindows(),
    ...change,
  };
}

export function sampleFinding(service: ServiceRecord, change: Partial<Finding> = {}): Finding {
  return {
    type: 'finding',
    id: `${service.id}/image_in_public`,
    ruleId: '2f1c9a3e-5d0b-4c55-9a43-0b0e7a1f6d10',
    rule: 'image_in_public',
    title: 'Service image in a folder that every user can write',
    level: 'high',
    confidence: 'high',
    component: 'service-creation',
    techniques: ['T1543.003'],
    subject: { kind: 'service', id: service.id, name: service.name, platform: 'windows' },
    why: `ImagePath of ${service.name} is ${service.command}`,
    matched: [{ field: 'ImagePath', value: service.command ?? '' }],
    evidence: [samplePointer(service.name, 'ImagePath')],
    falsePositives: ['Portable programs that an administrator registered as a service'],
    nextSteps: ['Collect the file and its neighbours', 'Look for event 7045 at the time of the key'],
    author: 'Daemonscope',
    licence: 'Apache-2.0',
    ...change,
  };
}

export function sampleHeader(change: Partial<Header['host']> = {}): Header {
  return {
    type: 'header',
    schemaVersion: '1.0.0',
    tool: {
      name: 'Daemonscope',
      version: '0.1.0',
      rules: 93,
      ruleSetSha256: 'a'.repeat(64),
      attackVersion: '17',
    },
    run: {
      startedAt: '2026-05-04T08:15:00.000Z',
      finishedAt: '2026-05-04T08:15:03.120Z',
      commandLine: ['daemonscope', 'scan', '/mnt/windows'],
      target: '/mnt/windows',
      targetKind: 'directory',
      analystSystem: 'linux x64 6.8, Node 20.20.2',
      user: 'analyst',
      elevated: false,
    },
    case: { case: 'IR-2026-014', evidence: 'E-03', examiner: 'J. Doe', notes: null },
    root: {
      layout: 'windows-volume',
      platform: 'windows',
      reason: 'Windows/System32/config/SYSTEM is there',
    },
    host: {
      platform: 'windows',
      hostName: 'DESKTOP-X',
      domain: null,
      product: 'Windows 10 Pro',
      version: '1709',
      build: '16299.rs3_release.170928-1534',
      architecture: 'AMD64',
      installed: '2017-09-29T06:49:45Z',
      timeZone: 'Eastern Standard Time',
      lastShutdown: '2018-03-27T21:45:28.0567018Z',
      currentControlSet: 'ControlSet001',
      controlSets: ['ControlSet001'],
      inputs: [
        {
          path: HIVE,
          role: 'system hive',
          size: 12_845_056,
          sha256: SHA256,
          dirty: true,
          replay: 'replayed',
          replayDetail: 'LOG2 then LOG1, 31 entries, sequence 1621-1651',
        },
      ],
      settings: [],
      ...change,
    },
  };
}

export function sampleSummary(change: Partial<Summary> = {}): Summary {
  return {
    type: 'summary',
    verdict: '1 high finding on 2 services of DESKTOP-X.',
    counts: { services: 2, events: 1, binaries: 1, findings: 1, diagnostics: 1 },
    levels: { informational: 0, low: 0, medium: 0, high: 1, critical: 0 },
    belowMinLevel: 0,
    mission: [
      {
        component: 'service-creation',
        technique: 'T1543.003',
        techniqueName: 'Create or Modify System Process: Windows Service',
        rules: 12,
        findings: 1,
        status: 'hit',
      },
    ],
    notEvaluated: [{ rule: 'svchost_group_unknown', reason: 'SOFTWARE hive not present' }],
    suppressed: [],
    ...change,
  };
}

/** A small result with a record of every type. */
export function sampleResult(change: Partial<TriageResult> = {}): TriageResult {
  const clean = sampleService('Spooler');
  const bad = sampleService('Updater', {
    command: 'C:\\Users\\Public\\updater.exe -svc',
    image: sampleImage('C:\\Users\\Public\\updater.exe'),
  });
  return {
    header: sampleHeader(),
    services: [clean, bad],
    events: [
      {
        type: 'event',
        id: 'registry-history:1',
        time: '2018-03-20T10:00:00.0000000Z',
        platform: 'windows',
        source: 'windows-services',
        eventId: null,
        provider: null,
        channel: null,
        computer: null,
        action: 'changed',
        service: 'Updater',
        actor: null,
        fields: { field: 'imagePath', there: 'C:\\old.exe', here: 'C:\\Users\\Public\\updater.exe -svc' },
        provenance: [samplePointer('Updater')],
      },
    ],
    binaries: [
      {
        type: 'binary',
        id: 'binary:users/public/updater.exe',
        platform: 'windows',
        path: 'C:\\Users\\Public\\updater.exe',
        evidencePath: 'Users/Public/updater.exe',
        state: 'found',
        exists: true,
        size: 4096,
        modified: '2018-03-20T09:59:00.000Z',
        changed: null,
        created: null,
        mode: null,
        uid: null,
        gid: null,
        owner: null,
        group: null,
        writableBy: null,
        hashState: 'hashed',
        md5: '1'.repeat(32),
        sha1: '2'.repeat(40),
        sha256: SHA256,
        package: null,
        usedBy: [{ service: 'windows:updater', role: 'image' }],
      },
    ],
    findings: [sampleFinding(bad)],
    diagnostics: [
      {
        type: 'diagnostic',
        severity: 'warning',
        code: 'regf-checksum',
        source: 'windows-services',
        path: HIVE,
        offset: 508,
        what: 'checksum of the base block does not match',
      },
    ],
    coverage: [
      {
        type: 'coverage',
        source: 'windows-services',
        outcome: 'collected',
        counts: { services: 2 },
        reason: null,
      },
      {
        type: 'coverage',
        source: 'svchost-groups',
        outcome: 'notPresent',
        counts: {},
        reason: 'SOFTWARE hive not present',
      },
    ],
    summary: sampleSummary(),
    ...change,
  };
}
