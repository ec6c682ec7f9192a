import { type EventSpec, writeEvents } from './evtx-writer.ts';

/** One record of a Windows log in a situation. What is left out follows from the id, where it says enough. */
export interface LogSpec {
  readonly id: number;
  readonly provider?: string;
  readonly channel?: string;
  /** `2024-05-01T10:00:00Z`, with up to seven decimals; a second after the record before it when left out. */
  readonly time?: string;
  readonly computer?: string;
  /** SID of `System/Security/@UserID`. */
  readonly user?: string;
  /** EventData by name; a list becomes `param1`, `param2`…, as Windows' own classic providers name it. */
  readonly data?: Readonly<Record<string, string | number>> | readonly (string | number)[];
  /** Leaves of the element below UserData. */
  readonly userData?: Readonly<Record<string, string | number>>;
  /** Binary data: digits of bytes, or with `/` or a letter beyond F the text (`WinDefend/4`), stored as UTF-16LE with a final null. */
  readonly binary?: string;
}

const FIRST = '2024-05-01T10:00:00Z';

const CHANNELS: Readonly<Record<string, string>> = {
  'Service Control Manager': 'System',
  'Microsoft-Windows-Security-Auditing': 'Security',
  'Microsoft-Windows-Sysmon': 'Microsoft-Windows-Sysmon/Operational',
  'Microsoft-Windows-Windows Defender': 'Microsoft-Windows-Windows Defender/Operational',
  'Microsoft-Windows-WinRM': 'Microsoft-Windows-WinRM/Operational',
  'Microsoft-Windows-Bits-Client': 'Microsoft-Windows-Bits-Client/Operational',
  'Microsoft-Windows-PowerShell': 'Microsoft-Windows-PowerShell/Operational',
  PowerShell: 'Windows PowerShell',
  'Microsoft-Windows-CodeIntegrity': 'Microsoft-Windows-CodeIntegrity/Operational',
  'Microsoft-Windows-Backup': 'Microsoft-Windows-Backup',
  VSS: 'Application',
  MsiInstaller: 'Application',
};

/** Providers of ids that only one provider of the logs that are read has. */
function providerOf(id: number): string {
  if (id === 104 || id === 1102 || id === 1100) return 'Microsoft-Windows-Eventlog';
  if (id >= 6005 && id <= 6013) return 'EventLog';
  if (id === 1074) return 'User32';
  if (id >= 7000 && id < 7100) return 'Service Control Manager';
  if (id === 4103 || id === 4104) return 'Microsoft-Windows-PowerShell';
  if (id >= 4600 && id < 5200) return 'Microsoft-Windows-Security-Auditing';
  throw new Error(`event ${id} of a fixture needs a provider`);
}

function channelOf(provider: string, id: number): string {
  if (id === 1102 || id === 1100) return 'Security';
  return CHANNELS[provider] ?? 'System';
}

/** The log files of a situation by evidence path: one real EVTX file a channel, where Windows keeps it. */
export function logTree(logs: readonly LogSpec[]): Record<string, Uint8Array> {
  const byChannel = new Map<string, EventSpec[]>();
  let time = FIRST;
  for (const [index, log] of logs.entries()) {
    time = log.time ?? (index === 0 ? FIRST : secondAfter(time));
    const provider = log.provider ?? providerOf(log.id);
    const channel = log.channel ?? channelOf(provider, log.id);
    const event: EventSpec = {
      eventId: log.id,
      provider,
      channel,
      time,
      computer: log.computer ?? 'TESTHOST',
      ...(log.user === undefined ? {} : { userSid: log.user }),
      ...(log.userData === undefined
        ? { data: dataOf(log) }
        : { userData: { name: 'LogFileCleared', leaves: log.userData } }),
    };
    byChannel.set(channel, [...(byChannel.get(channel) ?? []), event]);
  }
  const files = [...byChannel].map(([channel, events]) => [
    `/Windows/System32/winevt/Logs/${channel.replaceAll('/', '%4')}.evtx`,
    writeEvents(events.map((event, index) => ({ recordId: index + 1, ...event }))),
  ]);
  return Object.fromEntries(files);
}

function dataOf({ data = {}, binary }: LogSpec): Record<string, string | number> {
  const named = Array.isArray(data)
    ? Object.fromEntries(data.map((value, index) => [`param${index + 1}`, value]))
    : (data as Record<string, string | number>);
  return binary === undefined ? named : { ...named, Binary: hexOf(binary) };
}

function hexOf(binary: string): string {
  if (/^(?:[0-9a-f]{2})+$/i.test(binary)) return binary.toUpperCase();
  return Buffer.from(`${binary}\0`, 'utf16le').toString('hex').toUpperCase();
}

function secondAfter(time: string): string {
  return new Date(Date.parse(time) + 1000).toISOString().replace('.000Z', 'Z');
}
