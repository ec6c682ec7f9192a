import type { FailureActions, ServiceTrigger, WindowsDetail } from '../../../shared/model/windows-detail.ts';
import { plural, words } from '../../ui/format.ts';

/** Registry types by number (winnt.h). */
const TYPES = [
  ...['REG_NONE', 'REG_SZ', 'REG_EXPAND_SZ', 'REG_BINARY', 'REG_DWORD', 'REG_DWORD_BIG_ENDIAN', 'REG_LINK'],
  ...['REG_MULTI_SZ', 'REG_RESOURCE_LIST', 'REG_FULL_RESOURCE_DESCRIPTOR', 'REG_RESOURCE_REQUIREMENTS_LIST'],
  'REG_QWORD',
];
/** SERVICE_FAILURE_ACTIONS: INFINITE, the count of failures is never reset. */
const NEVER = 0xffffffff;

/** `restart after 5 s, then reboot after 60 s; failures are counted anew after 3600 s`. */
export function failureActionsText({ actions, resetPeriodSeconds }: FailureActions): string {
  const steps = actions.map(({ type, typeCode, delayMilliseconds }) => {
    const what = type === 'unknown' ? `action ${typeCode}` : type === 'none' ? 'nothing' : words(type);
    return delayMilliseconds === 0 ? what : `${what} after ${delayMilliseconds / 1000} s`;
  });
  const reset =
    resetPeriodSeconds === NEVER
      ? 'failures are never forgotten'
      : `failures are counted anew after ${resetPeriodSeconds} s`;
  return `${steps.length === 0 ? 'no action' : steps.join(', then ')}; ${reset}`;
}

/** `start on device-interface-arrival {GUID} (name): data`. */
export function triggerText({ type, typeCode, action, guid, guidName, data }: ServiceTrigger): string {
  const on = type === 'unknown' ? `trigger type ${typeCode}` : words(type);
  const about = [guid, guidName !== null && `(${guidName})`].filter(Boolean).join(' ');
  const said = data.map(({ text, hex }) => text ?? `${plural((hex?.length ?? 0) / 2, 'byte')}`);
  return `${action} on ${on}${about === '' ? '' : ` ${about}`}${said.length === 0 ? '' : `: ${said.join('; ')}`}`;
}

/** The trigger that has these bytes among its data; null when that cannot be told, or is true of several. */
export function triggerOf(hex: string, triggers: readonly ServiceTrigger[]): ServiceTrigger | null {
  const units = hex.match(/.{4}/g) ?? [];
  const text = units
    .map((unit) => String.fromCharCode(Number.parseInt(`${unit.slice(2)}${unit.slice(0, 2)}`, 16)))
    .join('')
    .split('\0')
    .filter((part) => part !== '')
    .join('\n');
  const found = triggers.filter(({ data }) =>
    data.some((one) => one.hex === hex || (one.text !== null && one.text === text)),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}

export function otherValueText({ name, type, size, data }: WindowsDetail['otherValues'][number]): string {
  return `${name === '' ? '(default)' : name}  ${TYPES[type] ?? `type ${type}`}, ${plural(size, 'byte')}: ${data}`;
}
