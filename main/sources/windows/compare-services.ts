import type { WindowsDetail } from '../../../shared/model/windows-detail.ts';
import type { RegistryKey } from '../../formats/registry-tree.ts';
import { attempt, KeyValues, type ReportProblem } from './key-values.ts';
import { type OwnValues, readOwnValues } from './service-detail.ts';

/** Fields whose change matters: what runs, when, as whom, and under which name. */
const COMPARED = [
  'imagePath',
  'start',
  'type',
  'objectName',
  'serviceDll',
  'failureCommand',
  'displayName',
  'description',
  'dependOnService',
  'delayedAutostart',
  'errorControl',
  'group',
] as const satisfies readonly (keyof OwnValues)[];

/** One state of a service, as far as it is compared; null for a value that is not set. */
export interface Comparable {
  readonly key: RegistryKey;
  readonly parameters: RegistryKey | undefined;
  readonly fields: ReadonlyMap<string, string | null>;
}

export function comparable(key: RegistryKey, report: ReportProblem): Comparable {
  const parameters = attempt(() => key.subkey('Parameters'), undefined, report, key.offset, 'Parameters');
  const values = new KeyValues(key, report);
  const own = readOwnValues({ values, parameterValues: KeyValues.of(parameters, report) });
  return { key, parameters, fields: comparedFields(own) };
}

/** The same of a record that was already made, without reading its key again. */
export function comparableRecord(
  key: RegistryKey,
  parameters: RegistryKey | undefined,
  detail: Pick<WindowsDetail, (typeof COMPARED)[number]>,
): Comparable {
  return { key, parameters, fields: comparedFields(detail) };
}

function comparedFields(values: Pick<OwnValues, (typeof COMPARED)[number]>): Map<string, string | null> {
  const fields = new Map<string, string | null>();
  for (const field of COMPARED) {
    const value = values[field];
    fields.set(field, value === null ? null : Array.isArray(value) ? value.join(', ') : String(value));
  }
  return fields;
}

export function differences(
  there: Comparable,
  here: Comparable,
): WindowsDetail['history'][number]['differences'] {
  const found: WindowsDetail['history'][number]['differences'] = [];
  for (const [field, value] of here.fields) {
    const other = there.fields.get(field) ?? null;
    if (other !== value) found.push({ field, there: other, here: value });
  }
  return found;
}
