import { fail, ok, type Result } from '../../shared/result.ts';
import { UNIT_STATE_PROPERTIES, type UnitStates, unitStates } from '../formats/systemctl-show/unit-state.ts';
import { type AuditLog, NO_AUDIT } from './audit.ts';
import { type CommandError, runHostCommand } from './host-command.ts';

/** Where distributions have it; fixed, so that no PATH of the host leads elsewhere. */
export const SYSTEMCTL = ['/usr/bin/systemctl', '/bin/systemctl'] as const;

export interface SystemctlOptions {
  readonly audit?: AuditLog;
  /** Other programs, for tests. */
  readonly programs?: readonly string[];
}

/**
 * States of all units that the running system manager has loaded (`systemctl show`, systemctl(1)). Needs no rights. The error says
 * why there are none: systemctl is absent, the host was not booted with systemd, no answer.
 */
export function loadedUnits(options: SystemctlOptions = {}): Result<UnitStates, CommandError> {
  const { audit = NO_AUDIT, programs = SYSTEMCTL } = options;
  const argv = [
    'show',
    '--all',
    `--property=${UNIT_STATE_PROPERTIES.join(',')}`,
    '--no-pager',
    '--no-ask-password',
    '--',
    '*',
  ];
  const output = runHostCommand({ programs, argv }, audit);
  if (!output.ok) return output;
  const states = unitStates(output.value);
  if (states.units.length > 0) return ok(states);
  return fail({ code: 'failed', reason: 'it named no unit' });
}
