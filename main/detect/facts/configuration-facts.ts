import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import type { FactContext } from './fact-context.ts';

/** SERVICE_FAILURE_ACTIONS: "INFINITE if the failure count should never be reset" (Microsoft Learn, winsvc.h). */
const NEVER = 0xffff_ffff;
const DISABLED = 4;
/** Parameters of ordinary services are texts and numbers; more than this is a file in disguise, or a database. */
const LARGE_VALUE = 4_096;
/** REG_BINARY, REG_NONE and types without a name hold bytes. */
const isBinary = (type: number): boolean => type === 0 || type === 3 || type > 11;

/** Smallest delay before an action that does something, in seconds. */
export function failureDelaySeconds(record: ServiceRecord): number | undefined {
  const delays = (record.windows?.failureActions?.actions ?? [])
    .filter((action) => action.type !== 'none')
    .map((action) => action.delayMilliseconds);
  return delays.length === 0 ? undefined : Math.min(...delays) / 1000;
}

export function noFailureReset(record: ServiceRecord): boolean {
  const actions = record.windows?.failureActions;
  return actions?.resetPeriodSeconds === NEVER && actions.actions.some((action) => action.type !== 'none');
}

/** Services it depends on that are not configured, or are disabled; groups (`+name`) are left out. */
export function brokenDependencies(record: ServiceRecord, context: FactContext): string[] {
  return (record.windows?.dependOnService ?? []).filter((name) => {
    if (name === '' || name.startsWith('+')) return false;
    const other = context.services.get(name.toLowerCase());
    return other === undefined || other.windows?.start === DISABLED;
  });
}

/** Values whose data starts like a program, as bytes, text or Base64. */
export function executableValues(record: ServiceRecord): string[] {
  return (record.windows?.otherValues ?? [])
    .filter(({ type, data }) => (isBinary(type) ? /^4d5a/i.test(data) : /^TV[pqro][AQgw]A/.test(data)))
    .map(({ name }) => name);
}

/** Values of more than LARGE_VALUE bytes. */
export function largeValues(record: ServiceRecord): string[] {
  return (record.windows?.otherValues ?? []).filter(({ size }) => size > LARGE_VALUE).map(({ name }) => name);
}

/** A key that names a program and states no Type: broken, or staged. */
export function noType(record: ServiceRecord): boolean {
  const { windows } = record;
  if (windows === undefined || windows.type !== null) return false;
  const programs = [windows.imagePath, windows.serviceDll, windows.wrapper?.application ?? null];
  return programs.some((text) => text !== null && text.trim() !== '');
}

/** Has a display name of its own, or a description. */
export function nameIsDescriptive(record: ServiceRecord): boolean {
  const shown = record.displayName?.trim() ?? '';
  const described = (record.description?.trim() ?? '') !== '';
  return described || (shown !== '' && shown.toLowerCase() !== record.name.trim().toLowerCase());
}
