import { text } from './log-record.ts';
import type { MeaningOf } from './meaning.ts';
import { serviceOfKeyPath } from './service-key-name.ts';

/** Records of Sysmon (Sysinternals, "Events" of its page). */
const PROVIDER = 'microsoft-windows-sysmon';

const registry: MeaningOf = (record) => {
  const service = serviceOfKeyPath(text(record, 'TargetObject'));
  if (service === null) return null;
  const type = text(record, 'EventType');
  const action = type === 'DeleteKey' ? 'deleted' : type === 'CreateKey' ? 'created' : 'changed';
  return { action, service, added: { ServiceName: service } };
};

const itself =
  (action: 'started' | 'stopped' | 'changed' | 'failed'): MeaningOf =>
  (record) => {
    const state = text(record, 'State').toLowerCase();
    return { action: state === 'stopped' ? 'stopped' : action, service: 'Sysmon' };
  };

export const MEANINGS_OF_SYSMON: readonly (readonly [string, MeaningOf])[] = [
  [`${PROVIDER}/4`, itself('started')],
  [`${PROVIDER}/16`, itself('changed')],
  [`${PROVIDER}/255`, itself('failed')],
  [`${PROVIDER}/6`, () => ({ action: 'other', service: null })],
  [`${PROVIDER}/12`, registry],
  [`${PROVIDER}/13`, registry],
  [`${PROVIDER}/14`, registry],
];
