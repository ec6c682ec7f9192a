import { type LogRecord, text } from './log-record.ts';
import type { MeaningOf } from './meaning.ts';
import { serviceOfKeyPath } from './service-key-name.ts';

/** Records of the security log ("Advanced security audit policy settings", Microsoft Learn, page of each id). */
const PROVIDER = 'microsoft-windows-security-auditing';

const installed: MeaningOf = (record) => {
  const service = text(record, 'ServiceName') || null;
  const mode = ['boot', 'system', 'auto', 'manual', 'disabled'][
    Number(text(record, 'ServiceStartType') || -1)
  ];
  return {
    action: 'created',
    service,
    added: { ImagePath: text(record, 'ServiceFileName'), StartMode: mode ?? null },
  };
};

const registryValue: MeaningOf = (record) => {
  const service = serviceOfKeyPath(text(record, 'ObjectName'));
  if (service === null) return null;
  // %%1906: the value was deleted.
  const deleted = text(record, 'OperationType') === '%%1906' && text(record, 'ObjectValueName') === '';
  return { action: deleted ? 'deleted' : 'changed', service, added: { ServiceName: service } };
};

/** Objects of the service control manager: a service or the database itself. */
const serviceObject: MeaningOf = (record) => {
  const type = text(record, 'ObjectType').toUpperCase();
  if (type === 'KEY') return registryKey(record);
  if (type !== 'SERVICE OBJECT' && type !== 'SC_MANAGER OBJECT') return null;
  const name = text(record, 'ObjectName');
  const service = type === 'SERVICE OBJECT' && name !== '' ? name : null;
  return { action: 'other', service, added: { ServiceName: service } };
};

function registryKey(record: LogRecord): ReturnType<MeaningOf> {
  const service = serviceOfKeyPath(text(record, 'ObjectName'));
  return service === null ? null : { action: 'other', service, added: { ServiceName: service } };
}

const shareAccess: MeaningOf = (record) =>
  text(record, 'RelativeTargetName').toLowerCase() === 'svcctl' ? { action: 'other', service: null } : null;

export const MEANINGS_OF_SECURITY: readonly (readonly [string, MeaningOf])[] = [
  [`${PROVIDER}/4697`, installed],
  [`security/601`, installed],
  [`${PROVIDER}/4657`, registryValue],
  [`${PROVIDER}/4656`, serviceObject],
  [`${PROVIDER}/4663`, serviceObject],
  [`${PROVIDER}/4670`, serviceObject],
  [`${PROVIDER}/4674`, serviceObject],
  [`${PROVIDER}/5145`, shareAccess],
  [`${PROVIDER}/4719`, () => ({ action: 'other', service: null })],
  ['microsoft-windows-eventlog/1102', () => ({ action: 'other', service: 'EventLog' })],
  ['microsoft-windows-eventlog/104', () => ({ action: 'other', service: 'EventLog' })],
  ['microsoft-windows-eventlog/1100', () => ({ action: 'stopped', service: 'EventLog' })],
];
