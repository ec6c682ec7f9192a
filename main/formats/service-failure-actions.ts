import { MAX_FAILURE_ACTIONS } from '../../shared/limits.ts';
import type { FailureActions } from '../../shared/model/windows-detail.ts';
import { ByteCursor } from './byte-cursor.ts';
import { ParseError } from './parse-error.ts';

/** SC_ACTION_TYPE ([MS-SCMR] 2.2.38; Microsoft Learn, winsvc.h), by its number. */
const ACTION_TYPES = ['none', 'restart', 'reboot', 'run-command', 'own-restart'] as const;
/** The header of 32-bit fields; the actions follow it directly. */
const HEADER_SIZE = 20;
const ACTION_SIZE = 8;

/**
 * Decodes the value FailureActions: SERVICE_FAILURE_ACTIONS with 32-bit fields on every Windows. Offset 0 reset period
 * in seconds, 4 and 8 two pointers without meaning, 12 number of actions, 16 a pointer (20 since Vista, a stale address
 * on Windows XP), from 20 on the SC_ACTION array of type and delay in milliseconds. Bytes behind it are ignored.
 * Throws ParseError.
 */
export function decodeFailureActions(bytes: Uint8Array): FailureActions {
  const cursor = new ByteCursor(bytes);
  const resetPeriodSeconds = cursor.u32('FailureActions reset period');
  cursor.skip(8, 'FailureActions pointers');
  const count = cursor.u32('FailureActions count');
  cursor.skip(4, 'FailureActions pointer');
  if (count > MAX_FAILURE_ACTIONS || HEADER_SIZE + count * ACTION_SIZE > bytes.length) {
    const room = Math.floor((bytes.length - HEADER_SIZE) / ACTION_SIZE);
    throw new ParseError('FailureActions', 12, `states ${count} actions, there is room for ${room}`);
  }
  const actions: FailureActions['actions'] = [];
  for (let at = 0; at < count; at++) {
    const typeCode = cursor.u32('failure action type');
    const delayMilliseconds = cursor.u32('failure action delay');
    actions.push({ type: ACTION_TYPES[typeCode] ?? 'unknown', typeCode, delayMilliseconds });
  }
  return { resetPeriodSeconds, actions };
}
