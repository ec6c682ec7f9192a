import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EvtxRecord } from '../../../main/formats/evtx/read-evtx.ts';
import { CORPUS, corpusAvailable, corpusFile, corpusTruth } from '../../support/corpus.ts';
import { readAll } from './read-all.ts';

/** What python-evtx and libevtx read. */
interface Truth {
  readonly fileHeader: { readonly dirty: boolean; readonly full: boolean };
  readonly chunksOnDisk: number;
  readonly records: Readonly<Record<string, number>>;
  readonly histogram: Readonly<Record<string, number>>;
  readonly computers: Readonly<Record<string, number>>;
  readonly serviceEventCounts: Readonly<Record<string, number>>;
  readonly serviceCountsAgree: boolean;
  readonly events: readonly TruthEvent[];
}
interface TruthEvent {
  readonly id: number;
  readonly provider: string;
  readonly eventSourceName?: string;
  readonly qualifiers?: number;
  /** Through a floating-point number of seconds: some microseconds off. */
  readonly time: string;
  readonly recordId: number;
  readonly computer: string;
  readonly channel: string;
  readonly userSid?: string;
  readonly params: Readonly<Record<string, string | number | null>>;
}

const FOLDERS = ['evtx', 'evtx-adjacent', 'evtx-clean', 'evtx-malformed'];
/** Both references fail on some records of these; what they hold is asserted below. */
const HARD = new Set([
  'mde_ID2003-4950-Firewall_disabled.evtx',
  'mde_ID4656-WS_Management_listener_enumeration.evtx',
  'omerbenamram_issue_201.evtx',
  'python-evtx_dns_log_malformed.evtx',
]);
/** One record is half overwritten; python-evtx counts it under a name that it is not. */
const HALF_OVERWRITTEN = 'omerbenamram_sample_with_a_bad_chunk_magic.evtx';

function files(): readonly string[] {
  if (!corpusAvailable) return [];
  return FOLDERS.flatMap((folder) => readdirSync(join(CORPUS, folder)).map((name) => `${folder}/${name}`));
}

function baseName(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.gz$/, '');
}

function count(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

describe.skipIf(!corpusAvailable)('event logs of the corpus (needs ../shared/corpus)', () => {
  it.each(files().filter((path) => !HARD.has(baseName(path))))('%s', (path) => {
    const truth = corpusTruth<Truth>(baseName(path));
    const { records, summary } = readAll(corpusFile(path));
    const live = records.filter((record) => !record.recovered);
    expect(summary.records).toBe(truth.records['python-evtx']);
    expect(live).toHaveLength(summary.records);
    expect(summary).toMatchObject({ dirty: truth.fileHeader.dirty, full: truth.fileHeader.full });
    expect(summary.chunks).toBeLessThanOrEqual(truth.chunksOnDisk);
    const identities = count(live.map((record) => `${record.channel}|${record.provider}|${record.eventId}`));
    if (baseName(path) === HALF_OVERWRITTEN) {
      delete identities['null|null|0'];
      expect(truth.histogram).toMatchObject(identities);
    } else expect(identities).toEqual(truth.histogram);
    expect(count(live.map((record) => record.computer ?? ''))).toEqual(truth.computers);
    const byId = new Map(live.map((record) => [record.fields['EventRecordID'], record]));
    for (const event of truth.events) {
      if (event.provider !== '') compare(byId.get(event.recordId), event);
    }
  });

  it('every service event is found when only those are asked for', () => {
    for (const path of files()) {
      const truth = corpusTruth<Truth>(baseName(path));
      if (!truth.serviceCountsAgree) continue;
      const wanted = new Set(Object.keys(truth.serviceEventCounts).map(Number));
      const isService = ({
        provider,
        eventId,
      }: {
        provider: string | null;
        eventId: number | null;
      }): boolean =>
        eventId !== null &&
        wanted.has(eventId) &&
        (provider === 'Service Control Manager' || provider === 'Microsoft-Windows-Security-Auditing');
      const { records, summary } = readAll(corpusFile(path), { recover: false, wanted: isService });
      expect([path, count(records.map((record) => String(record.eventId)))]).toEqual([
        path,
        truth.serviceEventCounts,
      ]);
      expect(summary.skipped).toBe(summary.records - records.length);
    }
  });

  it('records without a template, on which both references fail, are read', () => {
    const firewall = readAll(corpusFile('evtx-malformed/mde_ID2003-4950-Firewall_disabled.evtx'));
    expect(firewall.problems).toEqual([]);
    expect(firewall.records.map(({ eventId }) => eventId).sort()).toEqual([
      2003, 2003, 2003, 4950, 4950, 4950,
    ]);
    const listener = readAll(corpusFile('evtx-malformed/mde_ID4656-WS_Management_listener_enumeration.evtx'));
    expect(listener.problems).toEqual([]);
    expect(count(listener.records.map(({ eventId }) => String(eventId)))).toEqual({ 4656: 29 });
    expect(listener.records[0]?.fields).toMatchObject({ SubjectUserName: expect.any(String), Task: 12804 });
    const [exchange] = readAll(corpusFile('evtx-malformed/omerbenamram_issue_201.evtx')).records;
    expect(exchange).toMatchObject({
      provider: 'MSExchange CmdletLogs',
      eventId: 1,
      time: '2021-11-19T16:52:33.8337335Z',
    });
    expect(exchange?.fields['param1']).toBe('Set-Mailbox');
    expect(readAll(corpusFile('evtx-malformed/python-evtx_dns_log_malformed.evtx')).records).toHaveLength(5);
  });

  it('finds in free space at least what can still be read', () => {
    const recovered = (path: string): number => readAll(corpusFile(path)).summary.recovered;
    // As many as libevtx finds heads of; where fewer, the templates have been overwritten.
    expect(recovered('evtx/museum_W10-APTSim_System.evtx')).toBe(87);
    expect(recovered('evtx/omerbenamram_sample-with-zero-data-size-event.evtx')).toBe(147);
    expect(recovered('evtx-malformed/omerbenamram_sample_with_a_bad_chunk_magic.evtx')).toBe(163);
  });
});

function compare(record: EvtxRecord | undefined, event: TruthEvent): void {
  expect(record, `record ${event.recordId}`).toBeDefined();
  if (record === undefined) return;
  expect(record).toMatchObject({
    eventId: event.id,
    provider: event.provider,
    computer: event.computer,
    channel: event.channel,
    userSid: event.userSid ?? null,
  });
  const drift = Math.abs(Date.parse(record.time ?? '') - Date.parse(`${event.time.replace(' ', 'T')}Z`));
  expect(drift).toBeLessThanOrEqual(1);
  const { fields } = record;
  expect(fields['Qualifiers']).toBe(event.qualifiers);
  expect(fields['Provider_EventSourceName']).toBe(event.eventSourceName);
  for (const [name, expected] of Object.entries(event.params)) {
    if (/^Data\d+$/.test(name) && typeof expected === 'string' && expected.startsWith('<string>')) {
      // python-evtx repeats elements where empty ones stand (libevtx does not), so only what there is can be compared.
      expect(elements([String(fields['Data'])])).toEqual(elements(stringElements(expected)));
      continue;
    }
    const found = /^Binary\d+$/.test(name)
      ? fields['Binary']
      : /^Data\d+$/.test(name)
        ? fields['Data']
        : (fields[`EventData_${name}`] ?? fields[`UserData_${name}`] ?? fields[name]);
    expect([name, plain(found ?? null)]).toEqual([name, plain(translate(name, expected))]);
  }
}

function stringElements(value: string): readonly string[] {
  return [...value.matchAll(/<string>([\s\S]*?)<\/string>/g)].map(([, element = '']) => element);
}

/** Distinct lines with something in them. */
function elements(values: readonly string[]): readonly string[] {
  return [
    ...new Set(values.flatMap((value) => value.split(/\r?\n/)).filter((line) => line.trim() !== '')),
  ].sort();
}

/** From the reference's rendering: binary as base64. */
function translate(name: string, value: string | number | null): string | number | null {
  if (typeof value !== 'string') return value;
  if (/^(Binary\d+|PacketData|Address)$/.test(name)) return Buffer.from(value, 'base64').toString('hex');
  return value;
}

/** Without what is only a way of writing: padding of hexadecimal numbers, case, decimals of a time, carriage returns, empty or absent. */
function plain(value: string | number | null): string {
  const text = String(value ?? '')
    .toLowerCase()
    .replaceAll('\r', '')
    .trim();
  if (/^0x[0-9a-f]+$/.test(text)) return `0x${BigInt(text).toString(16)}`;
  const time = /^(\d{4}-\d\d-\d\d)[t ](\d\d:\d\d:\d\d)(\.\d*)?z?$/.exec(text);
  return time === null ? text : `${time[1]} ${time[2]}`;
}
