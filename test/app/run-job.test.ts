import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { parseCommandLine } from '../../main/app/command-line.ts';
import { jobProblem } from '../../main/app/run-job.ts';

const folder = mkdtempSync(join(tmpdir(), 'daemonscope-job-'));
mkdirSync(join(folder, 'root'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function problem(...args: string[]): string | null {
  const { job, mistake } = parseCommandLine(args, true);
  if (job === null) throw new Error(mistake ?? 'no job');
  return jobProblem(job, folder);
}

it('finds nothing wrong with what can be done', () => {
  expect(problem('--scan', 'root', '--report', 'out', '--format', 'html,case,pdf,stix')).toBeNull();
  expect(problem('--live')).toBeNull();
});

it.each([
  [['--format', 'html,word'], 'there is no format word'],
  [['--format', ','], 'names none'],
  [['--report', 'root/out'], 'is not written to'],
])('says before a scan what would fail after it: %j', (args, says) => {
  expect(problem('--scan', 'root', '--report', 'out', ...args)).toContain(says);
});
