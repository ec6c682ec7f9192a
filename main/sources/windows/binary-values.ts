import { MAX_BINARY_VALUES, MAX_SHOWN_BINARY } from '../../../shared/limits.ts';
import type { BinaryValue } from '../../../shared/model/windows-detail.ts';
import type { RegistryValue } from '../../formats/registry-tree.ts';
import { REG_BINARY, REG_MULTI_SZ, REG_NONE } from '../../formats/registry-value.ts';
import type { TriggerInfo } from '../../formats/service-triggers.ts';
import { attempt, type ReportProblem } from './key-values.ts';
import type { OtherValue } from './other-values.ts';
import type { ServiceKeys } from './service-scope.ts';

/** Whoever decodes a value has reported already that it cannot be read. */
const REPORTED = (): void => undefined;

/**
 * The bytes of a service's binary values, to be looked at beside what was decoded of them: FailureActions, the service's descriptor,
 * the data of its triggers, those without a field, and those below Parameters that `others` lists. What is longer than MAX_SHOWN_BINARY is cut; `size` tells. Values beyond MAX_BINARY_VALUES are reported.
 */
export function binaryValues(
  service: ServiceKeys,
  { data }: Pick<TriggerInfo, 'data'>,
  others: readonly OtherValue[],
  report: ReportProblem,
): BinaryValue[] {
  const found: BinaryValue[] = [];
  let full = false;
  const add = (name: string, value: RegistryValue | undefined): void => {
    if (value === undefined || value.size === 0 || !isBinary(value)) return;
    if (found.length === MAX_BINARY_VALUES) {
      if (!full)
        report(value.offset, `more than ${MAX_BINARY_VALUES} binary values: no bytes of the rest are kept`);
      full = true;
      return;
    }
    const data = attempt(() => value.data(), null, REPORTED, value.offset, name);
    if (data === null || data.length === 0) return;
    const shown = Buffer.from(data.buffer, data.byteOffset, Math.min(data.length, MAX_SHOWN_BINARY));
    found.push({ name, type: value.type, size: data.length, hex: shown.toString('hex') });
  };
  // Of another type it was not taken, and comes with the rest.
  const actions = service.values.get('failureactions');
  const left = service.values.rest();
  if (actions !== undefined && !left.includes(actions)) add('FailureActions', actions);
  add('Security\\Security', service.securityValues.get('security'));
  for (let index = 0; index < data.length; index += 1) {
    const { trigger, value } = data[index] as TriggerInfo['data'][number];
    if (isBinary(value)) add(`TriggerInfo\\${trigger}\\${value.name}`, value);
  }
  for (const value of left) if (isBinary(value)) add(value.name, value);
  const listed = new Set(others.map(({ name }) => name));
  for (const value of service.parameterValues.rest()) {
    if (!isBinary(value)) continue;
    const name = `Parameters\\${value.name}`;
    if (listed.has(name)) add(name, value);
  }
  return found;
}

function isBinary({ type }: RegistryValue): boolean {
  return type === REG_BINARY || type === REG_NONE || type > REG_MULTI_SZ;
}
