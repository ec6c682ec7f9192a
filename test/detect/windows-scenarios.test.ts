import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { BUILT_IN_RULES } from '../../main/detect/built-in-rules.ts';
import { loadBuiltInCorrelations, loadFilteredRules } from '../../main/detect/rule-set.ts';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import { type Level, levelRank } from '../../shared/level.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { type Situation, situationTree } from '../support/rule-fixture.ts';
import { runTriage } from '../support/run-triage.ts';

/** A whole host, judged by all rules: what one rule's fixture cannot show is that no other rule cries out, and that one does. */
interface Attack extends Situation {
  /** Of the gravest finding, at least. */
  readonly level: Level;
}
interface Ordinary extends Situation {
  /** Rules that may report something here at medium or above, since a person has to look: all must. */
  readonly merits?: readonly string[];
}

const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'scenarios');
const RULES = {
  ...loadFilteredRules(BUILT_IN_RULES, []),
  correlations: loadBuiltInCorrelations(BUILT_IN_RULES),
  sha256: '',
};

function scenarios<T extends Situation>(name: string): (readonly [string, T])[] {
  const list = parse(readFileSync(join(FIXTURES, `${name}.yml`), 'utf8')) as T[];
  return list.map((one) => [one.name, one] as const);
}

async function findings(situation: Situation): Promise<readonly Finding[]> {
  return (await runTriage(memoryEvidence(situationTree(situation)), [], { rules: RULES })).findings;
}

describe.each(['windows-attacks', 'windows-evasions', 'windows-intrusions'])('%s', (file) => {
  it.each(scenarios<Attack>(file))('%s', async (_, attack) => {
    const found = await findings(attack);
    const gravest = Math.max(-1, ...found.map(({ level }) => levelRank(level)));
    expect(gravest, found.map(({ level, rule }) => `${level} ${rule}`).join('\n')).toBeGreaterThanOrEqual(
      levelRank(attack.level),
    );
  });
});

describe.each([
  'windows-ordinary-products',
  'windows-ordinary-hosts',
  'windows-ordinary-software',
])('%s', (file) => {
  it.each(scenarios<Ordinary>(file))('%s', async (_, host) => {
    const grave = (await findings(host)).filter(({ level }) => levelRank(level) >= levelRank('medium'));
    expect([...new Set(grave.map(({ rule }) => rule))].sort()).toEqual([...(host.merits ?? [])].sort());
  });
});
