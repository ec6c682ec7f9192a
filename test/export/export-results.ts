import { BUILT_IN_RULES } from '../../main/detect/built-in-rules.ts';
import { loadBuiltInRules } from '../../main/detect/rule-set.ts';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import type { ExportFormat, ExportOptions } from '../../main/export/export-format.ts';
import type { EventRecord } from '../../shared/model/event-record.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';
import { corpusFile } from '../support/corpus.ts';
import { runTriage } from '../support/run-triage.ts';
import { sampleFinding, sampleResult, sampleService } from '../support/sample-result.ts';
import { unixTree } from '../support/unix-fixture.ts';

/** Files of an export by name. */
export function exported(
  format: ExportFormat,
  result: TriageResult,
  options?: ExportOptions,
): Map<string, string> {
  return new Map([...format.files(result, options)].map(({ name, text }) => [name, [...text].join('')]));
}

const rules = (platform: string) =>
  loadBuiltInRules(BUILT_IN_RULES).filter((rule) => rule.platform === platform);

/** A Debian-like host whose one unit decodes and runs code, and one that does nothing wrong. */
export function linuxResult(): Promise<TriageResult> {
  const unit = (text: string) =>
    `[Unit]\nDescription=x\n[Service]\n${text}\n[Install]\nWantedBy=multi-user.target\n`;
  const files = {
    '/etc/systemd/system/evil.service': unit(`ExecStart=/bin/sh -c "echo Y3VybA== | base64 -d | sh"`),
    '/etc/systemd/system/good.service': unit('ExecStart=/usr/bin/good'),
    '/usr/bin/good': { content: 'ELF', mode: '0755' },
  };
  return runTriage(memoryEvidence(unixTree('linux', { name: 'export', files })), rules('linux'));
}

/** A real Windows workstation of the corpus, judged by all our rules. */
export function windowsResult(): Promise<TriageResult> {
  const host = 'hive/win10-1709-x64_DESKTOP-PM6C56D.SYSTEM';
  return runTriage(
    {
      '/SYSTEM': corpusFile(`${host}.gz`),
      '/SYSTEM.LOG1': corpusFile(`${host}.LOG1.gz`),
      '/SYSTEM.LOG2': corpusFile(`${host}.LOG2.gz`),
    },
    rules('windows'),
  );
}

/** The sample with an event log record, a finding about it, and techniques whose ids differ between versions. */
export function richResult(): TriageResult {
  const sample = sampleResult();
  const [clean, bad] = sample.services;
  if (clean === undefined || bad === undefined) throw new Error('the sample has two services');
  const logged = loggedEvent(1);
  return {
    ...sample,
    events: [...sample.events, logged],
    findings: [
      ...sample.findings,
      sampleFinding(bad, {
        id: 'f-defence',
        rule: 'security_service_disabled',
        level: 'critical',
        techniques: ['T1562.001', 'T1562', 'T1574.002', 'T0881'],
      }),
      sampleFinding(sampleService('evil'), {
        id: 'f-event',
        rule: 'installed_from_temp',
        level: 'medium',
        techniques: ['T1543.003', 'T1546.017'],
        subject: { kind: 'event', id: logged.id, name: 'evil', platform: 'windows' },
        evidence: logged.provenance.map((pointer) => ({ ...pointer })),
      }),
    ],
  };
}

export function loggedEvent(record: number): EventRecord {
  const time = `2021-06-0${(record % 9) + 1}T10:11:12.3456789Z`;
  return {
    type: 'event',
    id: `evtx:System:${record}`,
    time,
    platform: 'windows',
    source: 'windows-events',
    eventId: 7045,
    provider: 'Service Control Manager',
    channel: 'System',
    computer: 'DESKTOP-X',
    action: 'created',
    service: 'evil',
    actor: 'S-1-5-21-1-2-3-500',
    fields: {
      ServiceName: 'evil',
      ImagePath: 'C:\\Windows\\Temp\\evil.exe',
      StartType: 'auto start',
      Empty: null,
    },
    provenance: [
      {
        path: 'Windows/System32/winevt/Logs/System.evtx',
        locator: { kind: 'event-record', recordId: String(record), offset: 4096 + record },
        time,
      },
    ],
  };
}
