import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { countWords } from '../../ui/format.ts';
import { failureActionsText, otherValueText, triggerText } from './decoded-values.ts';
import type { Fact } from './fact-table.tsx';

/** Shown in sections of their own. */
const ELSEWHERE = new Set(['history', 'sections', 'replaced', 'binaryValues']);

/** Meaning of numbers, [MS-SCMR] 2.2.15 and winsvc.h; Windows keeps them as numbers. */
const DECODED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  start: { 0: 'boot', 1: 'system', 2: 'automatic', 3: 'on demand', 4: 'disabled' },
  errorControl: { 0: 'ignore', 1: 'normal', 2: 'severe', 3: 'critical' },
  serviceSidType: { 0: 'none', 1: 'unrestricted', 3: 'restricted' },
  delayedAutostart: { 0: 'no', 1: 'delayed start' },
  deleteFlag: { 1: 'marked for deletion' },
};

/** A value of the detail block as text: lists a line an entry, structures as names and values. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(valueText).join('\n');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .filter(([, inner]) => !isEmpty(inner))
    .map(([name, inner]) => `${countWords(name)} ${valueText(inner)}`)
    .join(', ');
}

function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0) ||
    (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
  );
}

function decoded(name: string, value: unknown, service: ServiceRecord): string | undefined {
  if (name === 'type' && service.windows) return service.windows.typeFlags.join(', ') || undefined;
  if (typeof value === 'number') {
    return DECODED[name]?.[value] ?? (value > 9 ? `0x${value.toString(16).toUpperCase()}` : undefined);
  }
  return undefined;
}

/** Fields whose structure is told better than by its names. */
function ownText(name: string, { windows }: ServiceRecord): string | null {
  if (windows === undefined) return null;
  if (name === 'failureActions') return windows.failureActions && failureActionsText(windows.failureActions);
  if (name === 'triggers') return windows.triggers.map(triggerText).join('\n');
  return name === 'otherValues' ? windows.otherValues.map(otherValueText).join('\n') : null;
}

/** `delayedAutostart` to `Delayed autostart`. */
export function fieldTitle(name: string): string {
  const text = countWords(name);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Every field that the system's own block has and this service sets, under its name in the export. */
export function platformFacts(service: ServiceRecord): Fact[] {
  const blocks = [service.windows, service.systemd, service.launchd, service.sysv, service.activator];
  return blocks.flatMap((block) =>
    Object.entries(block ?? {}).flatMap(([name, value]): Fact[] => {
      if (ELSEWHERE.has(name) || isEmpty(value)) return [];
      const meaning = decoded(name, value, service);
      const shown = ownText(name, service) ?? valueText(value);
      return [{ name: fieldTitle(name), value: shown, ...(meaning !== undefined && { decoded: meaning }) }];
    }),
  );
}
