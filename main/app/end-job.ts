import { app } from 'electron';
import { EXIT } from '../triage/exit-code.ts';
import type { RecoveredCases } from './recovered-cases.ts';
import type { JobOutcome } from './run-job.ts';

/** Says how a job ended, and ends the program when that was asked for; otherwise the window stays with its result. */
export async function endJob(
  running: Promise<JobOutcome>,
  quit: boolean,
  recovered: RecoveredCases,
): Promise<void> {
  const { code, message, caseWritten } = await running;
  if (code === EXIT.nothing) process.stderr.write(`daemonscope: ${message}\n`);
  else process.stdout.write(`${message}\n`);
  if (!quit) return;
  // Its report holds the case: it need not be offered as recovered at the next start.
  try {
    if (caseWritten) recovered.forgetOwn();
  } finally {
    app.exit(code);
  }
}
