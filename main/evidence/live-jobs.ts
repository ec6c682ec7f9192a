import { fail, ok, type Result } from '../../shared/result.ts';
import {
  type JobOverride,
  type LaunchdDomain,
  parseLaunchdDomain,
  parsePrintDisabled,
} from '../formats/launchctl-print/launchd-domain.ts';
import { type LaunchdJobState, parseLaunchdJob } from '../formats/launchctl-print/launchd-job-state.ts';
import { type AuditLog, NO_AUDIT } from './audit.ts';
import { type CommandError, runHostCommand } from './host-command.ts';

export const LAUNCHCTL = ['/bin/launchctl'] as const;

export interface LaunchctlOptions {
  readonly audit?: AuditLog;
  /** Other programs, for tests. */
  readonly programs?: readonly string[];
}

/** `system`, `gui/501`, `user/501`, and a job's label behind it: nothing that launchctl could take for an option. */
const DOMAIN = /^(?:system|(?:gui|user|login)\/\d{1,10})$/;
const LABEL = /^[A-Za-z0-9._:@~+-][^/\0\n]{0,254}$/;

/** Jobs that launchd has loaded in a domain (`launchctl print DOMAIN`). The system domain needs no rights. */
export function loadedJobs(
  domain: string,
  options: LaunchctlOptions = {},
): Result<LaunchdDomain, CommandError> {
  return printed(['print', domain], domain, options, parseLaunchdDomain);
}

/** One job as launchd has it loaded (`launchctl print DOMAIN/LABEL`). */
export function loadedJob(
  domain: string,
  label: string,
  options: LaunchctlOptions = {},
): Result<LaunchdJobState, CommandError> {
  if (!LABEL.test(label)) return fail({ code: 'failed', reason: 'not a label that can be asked for' });
  return printed(['print', `${domain}/${label}`], domain, options, parseLaunchdJob);
}

/** The override database as launchd holds it (`launchctl print-disabled DOMAIN`). */
export function jobOverrides(
  domain: string,
  options: LaunchctlOptions = {},
): Result<readonly JobOverride[], CommandError> {
  const found = printed(['print-disabled', domain], domain, options, parsePrintDisabled);
  return found.ok ? ok(found.value.overrides) : found;
}

function printed<T>(
  argv: readonly string[],
  domain: string,
  options: LaunchctlOptions,
  parse: (text: string) => T | null,
): Result<T, CommandError> {
  const { audit = NO_AUDIT, programs = LAUNCHCTL } = options;
  if (!DOMAIN.test(domain)) return fail({ code: 'failed', reason: 'not a domain of launchd' });
  const output = runHostCommand({ programs, argv }, audit);
  if (!output.ok) return output;
  const found = parse(output.value);
  return found === null ? fail({ code: 'failed', reason: 'its output is not understood' }) : ok(found);
}
