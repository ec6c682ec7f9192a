import { expect, it } from 'vitest';
import { loadUserRules } from '../../../main/detect/rule-set.ts';
import { memoryEvidence } from '../../../main/evidence/memory-evidence.ts';
import { writeEvents } from '../../support/evtx-writer.ts';
import { runTriage } from '../../support/run-triage.ts';

const CHANNEL = 'Microsoft-Windows-Windows Defender/Operational';
const provider = 'Microsoft-Windows-Windows Defender';

/** As SigmaHQ's rules of service windefend name the data of Defender's records. */
async function hits(detection: string, channel = CHANNEL): Promise<number> {
  const text = `title: A rule
id: 0b2f4c7e-1a55-4c59-8f3f-0e6f0f6a9d0a
logsource: { product: windows }
detection: { selection: ${detection}, condition: selection }
`;
  const { rules } = await loadUserRules({ path: 'r.yml', text }, []);
  const log = writeEvents([
    { provider, channel, eventId: 5007, data: { 'New Value': 'HKLM\\X\\Exclusions\\Paths\\C:\\ = 0x0' } },
    {
      provider,
      channel,
      eventId: 1119,
      data: { 'Threat Name': 'Virus:DOS/EICAR_Test_File', 'Source Name': 'AMSI', Path: 'file:_C:\\a.exe' },
    },
  ]);
  const { findings } = await runTriage(memoryEvidence({ '/defender.evtx': log }), rules);
  return findings.length;
}

it.each([
  ['a record of services', String.raw`{ EventID: 5007, NewValue|contains: '\Exclusions' }`],
  ['a record that passes', '{ EventID: 1119, ThreatName|endswith: EICAR_Test_File, SourceName: AMSI }'],
  ['the name as it is written', String.raw`{ EventID: 5007, New Value|contains: '\Exclusions' }`],
])('names of Defender without their spaces: %s', async (_, detection) => {
  expect(await hits(detection)).toBe(1);
});

it('another value, another name or another channel does not match', async () => {
  expect(await hits('{ EventID: 1119, SourceName: System }')).toBe(0);
  expect(await hits('{ EventID: 1119, SourcesName: AMSI }')).toBe(0);
  expect(await hits('{ EventID: 1119, SourceName: AMSI }', 'System')).toBe(0);
});
