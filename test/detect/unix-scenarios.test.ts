import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { BUILT_IN_RULES } from '../../main/detect/built-in-rules.ts';
import { loadBuiltInCorrelations, loadFilteredRules } from '../../main/detect/rule-set.ts';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import { type Level, levelRank } from '../../shared/level.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { runTriage } from '../support/run-triage.ts';
import { type UnixSituation, unixTree } from '../support/unix-fixture.ts';

/** Whole hosts of Linux and macOS, judged by all rules, as `windows-scenarios.test.ts` does for Windows. */
interface Attack extends UnixSituation {
  /** Of the gravest finding, at least. */
  readonly level: Level;
}
interface Ordinary extends UnixSituation {
  /** Rules that may report something here at medium or above, since a person has to look: all must. */
  readonly merits?: readonly string[];
}
type Platform = 'linux' | 'macos';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'scenarios');
const RULES = {
  ...loadFilteredRules(BUILT_IN_RULES, []),
  correlations: loadBuiltInCorrelations(BUILT_IN_RULES),
  sha256: '',
};
const PLATFORMS: readonly Platform[] = ['linux', 'macos'];

function scenarios<T extends UnixSituation>(name: string): (readonly [string, T])[] {
  const list = parse(readFileSync(join(FIXTURES, `${name}.yml`), 'utf8')) as T[];
  return list.map((one) => [one.name, one] as const);
}

async function findings(platform: Platform, situation: UnixSituation): Promise<readonly Finding[]> {
  const evidence = memoryEvidence(unixTree(platform, situation));
  return (await runTriage(evidence, [], { rules: RULES })).findings;
}

describe.each(PLATFORMS)('%s attacks', (platform) => {
  it.each(scenarios<Attack>(`${platform}-attacks`))('%s', async (_, attack) => {
    const found = await findings(platform, attack);
    const gravest = Math.max(-1, ...found.map(({ level }) => levelRank(level)));
    expect(gravest, found.map(({ level, rule }) => `${level} ${rule}`).join('\n')).toBeGreaterThanOrEqual(
      levelRank(attack.level),
    );
  });
});

describe.each(PLATFORMS)('%s ordinary hosts', (platform) => {
  it.each(scenarios<Ordinary>(`${platform}-ordinary-hosts`))('%s', async (_, host) => {
    const grave = (await findings(platform, host)).filter(
      ({ level }) => levelRank(level) >= levelRank('medium'),
    );
    expect([...new Set(grave.map(({ rule }) => rule))].sort()).toEqual([...(host.merits ?? [])].sort());
  });
});
