import type { EventRecord } from './model/event-record.ts';

/**
 * What the unnamed parameters of the service control manager's records say, in the order of the placeholders of their messages
 * ("Service Control Manager Events", Microsoft Learn); null where a message does not use one. 7040's fourth is the key name, which
 * records since Windows 7 have.
 */
const OF_SERVICE_CONTROL_MANAGER: Readonly<Record<number, readonly (string | null)[]>> = {
  7000: ['service', 'error'],
  7001: ['service', 'depends on', 'error'],
  7002: ['service', 'depends on group'],
  7003: ['service', 'depends on'],
  7005: ['call', 'error'],
  7009: ['milliseconds', 'service'],
  7011: ['milliseconds', 'service'],
  7016: ['service', 'invalid state'],
  7022: ['service'],
  7023: ['service', 'error'],
  7024: ['service', 'its own error'],
  7026: ['drivers'],
  7030: ['service'],
  7031: ['service', 'times so far', 'action in milliseconds', null, 'action'],
  7032: [null, 'action', 'service', 'error'],
  7034: ['service', 'times so far'],
  7035: ['service', 'control'],
  7036: ['service', 'state'],
  7038: ['service', 'account', 'error'],
  7039: ['service', 'process started', 'process connected'],
  7040: ['service', 'start type before', 'start type now', 'key name'],
  7042: ['service', 'control', 'reason', 'reason code', 'comment'],
  7043: ['service'],
};
const PROVIDERS = ['service control manager', 'microsoft-windows-service control manager'];

/** What the field of a record says, where its own name does not: `times so far` for `param2` of 7034; null where that is not known. */
export function parameterMeaning(
  { provider, eventId }: Pick<EventRecord, 'provider' | 'eventId'>,
  field: string,
): string | null {
  if (!field.startsWith('param') || eventId === null || provider === null) return null;
  const meaning = OF_SERVICE_CONTROL_MANAGER[eventId]?.[Number(field.slice(5)) - 1] ?? null;
  return meaning !== null && PROVIDERS.includes(provider.toLowerCase()) ? meaning : null;
}
