import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { RECOVERY_FILE } from '../../../shared/ipc/engine.ts';
import { compactUtc } from '../../../shared/time.ts';

/** Name of a recovery file: when the run began, to the second, and whether it did not end. */
export function recoveryName(begun: Date, incomplete: boolean): string {
  return `recovery-${compactUtc(begun)}${incomplete ? '-incomplete' : ''}.daemonscope`;
}

/**
 * Copies that a killed program had begun to write have names that nobody takes for a case; they are of no use. Only one program uses
 * the folder at a time, so call it before that one writes there.
 */
export function removeHalfCopies(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      const whole = /^\.(.+)\.\d+\.tmp$/.exec(name)?.[1];
      if (whole !== undefined && RECOVERY_FILE.test(whole)) rmSync(join(folder, name), { force: true });
    }
  } catch {
    // They take room and do no other harm; that the folder cannot be written is said when something must be.
  }
}
