import type { EventRecord } from '../../../../shared/model/event-record.ts';
import { type LogRecord, text } from './log-record.ts';
import type { MeaningOf, NameResolver } from './meaning.ts';
import { scmBinary } from './scm-binary.ts';
import { startType, stateOfWords } from './scm-words.ts';

/**
 * Records of the service control manager in the System log. Names and parameters: the message resources of netevent.dll and
 * services.exe, as they are documented for each id in "Service Control Manager events" (Microsoft Learn); that 7036 carries the
 * key name and the state as binary data is seen in records of Windows 7 to 11.
 */
const PROVIDERS = ['service control manager', 'microsoft-windows-service control manager'];

/** The service by its binary data, else by a parameter that may be a key name or a display name. */
function serviceOf(record: LogRecord, names: NameResolver, parameter: string): string | null {
  const binary = scmBinary(text(record, 'Binary'));
  if (binary !== null) return binary.service;
  const named = text(record, parameter);
  if (named === '') return null;
  return names.serviceKey(named) ?? names.inboxKey(named) ?? named;
}

function about(action: EventRecord['action'], parameter = 'param1'): MeaningOf {
  return (record, names) => {
    const service = serviceOf(record, names, parameter);
    return { action, service, added: { ServiceName: service } };
  };
}

const STATES: Readonly<Record<number, readonly [EventRecord['action'], string]>> = {
  1: ['stopped', 'stopped'],
  2: ['other', 'start pending'],
  3: ['other', 'stop pending'],
  4: ['started', 'running'],
  5: ['other', 'continue pending'],
  6: ['other', 'pause pending'],
  7: ['other', 'paused'],
};

const stateChanged: MeaningOf = (record, names) => {
  const binary = scmBinary(text(record, 'Binary'));
  const service = serviceOf(record, names, 'param1');
  const state = binary?.state ?? stateOfWords(text(record, 'param2'));
  const [action, word] = (state === null ? undefined : STATES[state]) ?? ['other', null];
  return { action, service, added: { ServiceName: service, ServiceState: word } };
};

const startTypeChanged: MeaningOf = (record, names) => {
  // param4 is the key name since Windows 7; before it there is only the display name.
  const key = text(record, 'param4');
  const service = key !== '' ? key : serviceOf(record, names, 'param1');
  const added = {
    ServiceName: service,
    OldStartType: startType(text(record, 'param2')),
    NewStartType: startType(text(record, 'param3')),
  };
  return { action: 'changed', service, added };
};

/** 7045 names the service by its display name. */
const installed: MeaningOf = (record, names) => {
  const named = text(record, 'ServiceName') || text(record, 'param1');
  // Any service may be installed under the display name of one of Windows' own: that table is not asked.
  const service = named === '' ? null : (names.serviceKey(named) ?? named);
  const mode = startType(text(record, 'StartType') || text(record, 'param4'));
  return { action: 'created', service, added: { ServiceName: service, StartMode: mode } };
};

const SCM: readonly (readonly [number, MeaningOf])[] = [
  [7045, installed],
  [7040, startTypeChanged],
  [7036, stateChanged],
  [7035, about('other')],
  [7034, about('failed')],
  [7031, about('failed')],
  [7032, about('failed', 'param3')],
  [7030, about('other')],
  [7000, about('failed')],
  [7001, about('failed')],
  [7002, about('failed')],
  [7003, about('failed')],
  [7005, about('failed')],
  [7006, about('failed')],
  [7007, about('failed')],
  [7008, about('failed')],
  [7009, about('failed', 'param2')],
  [7010, about('failed', 'param2')],
  [7011, about('failed', 'param2')],
  [7012, about('failed')],
  [7013, about('failed')],
  [7016, about('failed')],
  [7017, about('failed')],
  [7018, about('failed')],
  [7019, about('failed')],
  [7020, about('failed')],
  [7021, about('failed')],
  [7022, about('failed')],
  [7023, about('failed')],
  [7024, about('failed')],
  [7026, (record) => ({ action: 'failed', service: null, added: { Drivers: text(record, 'param1') } })],
  [7037, about('failed')],
  [7038, about('failed')],
  [7039, about('failed')],
  [7041, about('failed')],
  [7042, about('other')],
  [7043, about('failed')],
];

export const MEANINGS_OF_SCM: readonly (readonly [string, MeaningOf])[] = PROVIDERS.flatMap((provider) =>
  SCM.map(([id, meaning]) => [`${provider}/${id}`, meaning] as const),
);
