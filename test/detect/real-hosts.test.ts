import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { BUILT_IN_RULES } from '../../main/detect/built-in-rules.ts';
import { loadBuiltInRules } from '../../main/detect/rule-set.ts';
import { levelRank } from '../../shared/level.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { corpusAvailable, corpusFile } from '../support/corpus.ts';
import { runTriage } from '../support/run-triage.ts';

/** Hits on clean hosts that somebody looked at and judged; everything else at medium or above is a failure. */
interface Accepted {
  readonly host: string;
  readonly rule: string;
  readonly subject: string;
  readonly reason: string;
}
const ACCEPTED =
  (
    parse(readFileSync(join(import.meta.dirname, '..', 'fixtures', 'accepted-hits.yml'), 'utf8')) as {
      accepted: Accepted[] | null;
    }
  ).accepted ?? [];

const RULES = loadBuiltInRules(BUILT_IN_RULES);

async function findings(hive: string, logs: readonly string[] = []): Promise<readonly Finding[]> {
  const tree: Record<string, Uint8Array> = { '/SYSTEM': corpusFile(`hive/${hive}.SYSTEM.gz`) };
  for (const log of logs) tree[`/SYSTEM.${log}`] = corpusFile(`hive/${hive}.SYSTEM.${log}.gz`);
  return (await runTriage(tree, RULES)).findings;
}

const atLeastMedium = (finding: Finding): boolean => levelRank(finding.level) >= levelRank('medium');
const line = (finding: Finding): string => `${finding.level} ${finding.rule} ${finding.subject.name}`;

describe.skipIf(!corpusAvailable)('clean and near-clean hosts (needs ../shared/corpus)', () => {
  it.each([
    'win10-21h2-x64_clean_DESKTOP-M3OSHQU',
    'win81-x64_SENSEI',
  ])('%s has no finding at medium or above that was not reviewed', async (host) => {
    const reviewed = ACCEPTED.filter((entry) => entry.host === host);
    const surprising = (await findings(host)).filter(
      (finding) =>
        atLeastMedium(finding) &&
        !reviewed.some((entry) => entry.rule === finding.rule && entry.subject === finding.subject.name),
    );
    expect(surprising.map(line)).toEqual([]);
  });

  it('have at most two such findings in all, each with a reason', () => {
    const clean = ACCEPTED.filter((entry) => !entry.host.startsWith('win10-1709'));
    expect(clean.length).toBeLessThanOrEqual(2);
    for (const entry of ACCEPTED) expect(entry.reason.length).toBeGreaterThan(20);
  });

  it('win10-1709, a workstation in use, has only reviewed findings at medium or above', async () => {
    const host = 'win10-1709-x64_DESKTOP-PM6C56D';
    const reviewed = ACCEPTED.filter((entry) => entry.host === host);
    const surprising = (await findings(host, ['LOG1', 'LOG2'])).filter(
      (finding) =>
        atLeastMedium(finding) &&
        !reviewed.some((entry) => entry.rule === finding.rule && entry.subject === finding.subject.name),
    );
    expect(surprising.map(line)).toEqual([]);
  });
});

describe.skipIf(!corpusAvailable)('attacked hosts (needs ../shared/corpus)', () => {
  it('M57-PAT: both planted drivers are found at high or above', async () => {
    const found = await findings('winxp-x86_suspicious_M57-PAT');
    for (const driver of ['win32dd', 'win32dd1']) {
      const levels = found
        .filter((finding) => finding.subject.name === driver)
        .map((finding) => levelRank(finding.level));
      expect(Math.max(-1, ...levels), driver).toBeGreaterThanOrEqual(levelRank('high'));
    }
  });

  it('GINEVRA: the driver of the rootkit is found in the corrupt hive', async () => {
    const found = (await findings('winxp-x86_CORRUPT_GINEVRA')).filter(
      (finding) => finding.subject.name === 'msdirectx',
    );
    expect(Math.max(-1, ...found.map((finding) => levelRank(finding.level)))).toBeGreaterThanOrEqual(
      levelRank('high'),
    );
  });
});
