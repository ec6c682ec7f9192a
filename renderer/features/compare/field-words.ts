import { countWords } from '../../ui/format.ts';

/** The block of the system's own fields says nothing to who compares two copies of one host. */
const BLOCKS = new Set(['windows', 'systemd', 'launchd', 'sysv', 'activator']);

/** Names that say little by themselves. */
const NAMES: Readonly<Record<string, string>> = {
  payloads: 'what would run',
  history: 'other copy of it',
  otherValues: 'other value',
  binaryValues: 'binary value',
  triggers: 'trigger',
  definitions: 'defined in',
  startMode: 'start',
  start: 'start type',
};

/** `windows.failureActions.actions.0.type` to `Failure actions › actions › 1 › type`. */
export function fieldWords(field: string): string {
  const steps = field.split('.');
  const shown = steps.length > 1 && BLOCKS.has(steps[0] ?? '') ? steps.slice(1) : steps;
  const text = shown
    .map((step) => (/^\d{1,6}$/.test(step) ? String(Number(step) + 1) : (NAMES[step] ?? countWords(step))))
    .join(' › ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
