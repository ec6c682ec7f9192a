import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serviceEventFieldNames } from '../../main/detect/events/own-event-fields.ts';
import { loadUserRules } from '../../main/detect/rule-set.ts';
import { CORPUS, corpusAvailable, corpusFile } from '../support/corpus.ts';
import { runTriage } from '../support/run-triage.ts';

const rule = (logsource: string, field: string): string => `
title: Rule of a user
logsource: { ${logsource} }
detection:
    selection:
        ${field}: x
    condition: selection
level: low
`;

async function judged(logsource: string, field: string) {
  const { judgements } = await loadUserRules({ path: 'r.yml', text: rule(logsource, field) }, []);
  return judgements.map(({ outcome, reasons }) => [outcome, reasons.join(' ')]);
}

describe('names of fields in rules on logs', () => {
  it.each([
    ['category: service_event, product: windows', 'ServiceNmae', 'ServiceName'],
    ['category: service_event, product: windows', 'ImageDirectoryClas', 'ImageDirectoryClass'],
    ['category: service_event, product: linux', 'operatoin', 'operation'],
    ['category: service_event, product: macos', 'Actoin', 'Action'],
    ['category: service_event', 'KnownAdmn', 'KnownAdmin'],
    ['category: service, service: history, product: windows', 'StoppedTogeter', 'StoppedTogether'],
    ['category: service, service: history, product: linux', 'StayedStoped', 'StayedStopped'],
  ])('%s: %s is refused', async (logsource, field, meant) => {
    expect(await judged(logsource, field)).toEqual([
      [
        'refused',
        expect.stringMatching(new RegExp(`"${field}" is not in the taxonomy.*Did you mean "${meant}"`)),
      ],
    ]);
  });

  it.each([
    ['category: service_event, product: windows', 'param7'],
    ['category: service_event, product: windows', 'SubjectUserName'],
    ['category: service_event, product: linux', '_SYSTEMD_CGROUP'],
    ['category: service_event, product: linux', 'auid'],
    ['category: service_event', 'ServiceName'],
    ['service: system, product: windows', 'WhateverTheRecordHas'],
  ])('%s: %s is not', async (logsource, field) => {
    expect(await judged(logsource, field)).toEqual([['ok', '']]);
  });
});

/** What real records hold is what rules may ask for. */
describe.skipIf(!corpusAvailable)('names of fields in logs of real hosts (needs ../shared/corpus)', () => {
  it.each(['evtx', 'evtx-adjacent', 'evtx-clean', 'journal', 'syslog'])('%s', async (folder) => {
    const unknown = new Set<string>();
    let count = 0;
    for (const file of readdirSync(join(CORPUS, folder))) {
      const plain = file.replace(/\.gz$/, '');
      const at = /launchd/.test(file)
        ? '/launchd.log'
        : /\.log$|syslog$/.test(plain)
          ? '/syslog'
          : `/${plain}`;
      const { events } = await runTriage({ [at]: corpusFile(`${folder}/${file}`) }, []).catch(() => ({
        events: [],
      }));
      for (const { platform, fields } of events) {
        count += 1;
        const known = serviceEventFieldNames(platform);
        for (const name of Object.keys(fields)) if (!known.has(name)) unknown.add(`${platform} ${name}`);
      }
    }
    expect([...unknown]).toEqual([]);
    expect(count).toBeGreaterThan(0);
  });
});
