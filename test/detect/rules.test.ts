import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { BUILT_IN_RULES } from '../../main/detect/built-in-rules.ts';
import {
  type CompiledInventoryRule,
  correlationProblems,
  type LoadedCorrelation,
  loadBuiltInCorrelations,
  loadBuiltInRules,
  loadFilteredRules,
  rulesFor,
} from '../../main/detect/rule-set.ts';
import type { RuleMetadata } from '../../main/detect/sigma/sigma.ts';
import {
  HISTORY_FIELDS,
  LINUX_SERVICE_FIELDS,
  MACOS_SERVICE_FIELDS,
  WINDOWS_SERVICE_FIELDS,
  WINDOWS_SETTING_FIELDS,
} from '../../main/detect/taxonomy.ts';
import { fieldsOf } from '../../main/detect/why.ts';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import { countsFor, MISSION } from '../../shared/attack.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { baselineTree, type RuleFixture, type Situation, situationTree } from '../support/rule-fixture.ts';
import { brokenCorrelations, brokenRules } from '../support/rule-mutations.ts';
import { runTriage } from '../support/run-triage.ts';
import { judgeRunning } from '../support/running-fixture.ts';
import { type UnixSituation, unixBaselineTree, unixTree } from '../support/unix-fixture.ts';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'rules');
const RULES = loadBuiltInRules(BUILT_IN_RULES);
const CORRELATIONS = loadBuiltInCorrelations(BUILT_IN_RULES);
const EVENT_RULES = RULES.filter(({ subject }) => subject === 'event');

type AnyRule = CompiledInventoryRule | LoadedCorrelation;

/** The system that a rule speaks of, by its folder: correlations have no log source. */
function systemOf({ path }: AnyRule): string {
  return path.split('/')[0] ?? '';
}

function metadataOf(rule: AnyRule): RuleMetadata {
  return rule.subject === 'correlation' ? rule.correlation : rule.compiled.rule;
}

type AnySituation = Situation | UnixSituation;

interface AnyFixture {
  readonly hits: readonly AnySituation[];
  readonly misses: readonly AnySituation[];
}

function fixtureOf(rule: { readonly path: string }): AnyFixture {
  return parse(readFileSync(join(FIXTURES, rule.path), 'utf8')) as RuleFixture;
}

/** The trees of a situation: what is examined, and the earlier state that it is compared with. */
function treesOf(rule: AnyRule, situation: AnySituation) {
  const system = systemOf(rule);
  if (system === 'linux' || system === 'macos') {
    const unix = situation as UnixSituation;
    return { tree: unixTree(system, unix), before: unixBaselineTree(system, unix) };
  }
  const windows = situation as Situation;
  return { tree: situationTree(windows), before: baselineTree(windows) };
}

const SERVICE_FIELDS = {
  windows: WINDOWS_SERVICE_FIELDS,
  linux: LINUX_SERVICE_FIELDS,
  macos: MACOS_SERVICE_FIELDS,
} as const;

function taxonomyOf({ subject, platform }: CompiledInventoryRule) {
  if (subject === 'history') return HISTORY_FIELDS;
  return subject === 'setting' ? WINDOWS_SETTING_FIELDS : SERVICE_FIELDS[platform ?? 'windows'];
}

/** Names of the subjects that the rule reports in a situation. */
async function reported(rule: AnyRule, situation: AnySituation): Promise<string[]> {
  return (await findings(rule, situation)).map((finding) => finding.subject.name);
}

async function findings(rule: AnyRule, situation: AnySituation): Promise<readonly Finding[]> {
  const { tree, before } = treesOf(rule, situation);
  const isCorrelation = rule.subject === 'correlation';
  const result = await runTriage(memoryEvidence(tree), [], {
    rules: {
      rules: isCorrelation ? rulesFor(EVENT_RULES, rule.platform ?? 'windows') : [rule],
      correlations: isCorrelation ? [rule] : [],
      judgements: [],
      sha256: '',
    },
    knownServices:
      situation.knownServices === undefined
        ? null
        : new Set(situation.knownServices.map((name) => name.toLowerCase())),
    knownAdmins:
      'knownAdmins' in situation && situation.knownAdmins !== undefined
        ? new Set(situation.knownAdmins.map((name) => name.toLowerCase()))
        : null,
    iocs: (situation.iocs ?? []).map((ioc) => ioc.toLowerCase()),
    baseline: before === null ? null : (await runTriage(memoryEvidence(before), [])).services,
  });
  if (isCorrelation) return result.findings.filter((finding) => finding.rule === rule.name);
  if ('running' in situation && situation.running !== undefined) {
    return judgeRunning(result, rule, situation.running);
  }
  return result.findings;
}

async function failures(rule: AnyRule, fixture: AnyFixture): Promise<string[]> {
  const failed: string[] = [];
  for (const hit of fixture.hits) {
    const names = await reported(rule, hit);
    const expected = hit.expect ?? [];
    if (names.length === 0 || !expected.every((name) => names.includes(name)))
      failed.push(`hit: ${hit.name}`);
  }
  for (const miss of fixture.misses) {
    const names = await reported(rule, miss);
    if (names.length > 0) failed.push(`miss: ${miss.name} (${names.join(', ')})`);
  }
  return failed;
}

function expectWhatReadersNeed(rule: AnyRule): void {
  const meta = metadataOf(rule);
  expect(rule.name).toMatch(/^[a-z0-9_]{10,70}$/);
  expect(meta.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(meta.status).not.toBeNull();
  expect(meta.description ?? '').toMatch(/^Detects .{20,}/s);
  expect(meta.author).not.toBeNull();
  expect(meta.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(meta.license).toBe('Apache-2.0');
  expect(meta.level).not.toBeNull();
  expect(meta.component).not.toBeNull();
  expect(meta.confidence).not.toBeNull();
  expect(meta.references.length).toBeGreaterThan(0);
  expect(meta.falsePositives.length).toBeGreaterThan(0);
  expect(meta.falsePositives.filter((text) => /^(none|pentest|unknown)\.?$/i.test(text.trim()))).toEqual([]);
  expect(meta.nextSteps.length).toBeGreaterThan(0);
  expect(rule.why).not.toBeNull();
  expect(rule.techniques.length).toBeGreaterThan(0);
  // Its component is one under which the data source lists one of its techniques.
  const rows = MISSION[rule.component];
  expect(rule.techniques.some((technique) => rows.some((row) => countsFor(row, technique)))).toBe(true);
}

describe('the built-in rules', () => {
  it('are at least 90', () => {
    expect(RULES.length).toBeGreaterThanOrEqual(90);
  });

  it('compile: the program compiles each only when a record calls for it', () => {
    const { rules, judgements } = loadFilteredRules(BUILT_IN_RULES, []);
    expect(judgements).toEqual([]);
    expect(rules.length + CORRELATIONS.length).toBe(BUILT_IN_RULES.length);
    expect(correlationProblems(rules, CORRELATIONS)).toEqual([]);
  });

  it('lie in the folder of the system that their log source names: by it they are chosen before they are read', () => {
    const strays = RULES.filter(
      ({ platform, compiled }) => platform === null || compiled.rule.logSource.product !== platform,
    );
    expect(strays.map(({ path }) => path)).toEqual([]);
  });

  it('have unique ids, names and titles', () => {
    for (const key of ['id', 'title'] as const) {
      const values = [...RULES, ...CORRELATIONS].map((rule) => metadataOf(rule)[key]);
      expect(values.filter((value, index) => values.indexOf(value) !== index)).toEqual([]);
    }
    const names = [...RULES, ...CORRELATIONS].map((rule) => rule.name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('have no fixture without a rule', () => {
    const fixtures = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.yml'))
      .map((path) => path.replaceAll('\\', '/'));
    const all = [...RULES, ...CORRELATIONS];
    expect(fixtures.filter((path) => !all.some((rule) => rule.path === path))).toEqual([]);
  });

  it.each(
    RULES.map((rule) => [`${rule.platform}/${rule.name}`, rule] as const),
  )('%s states what a reader needs', (_, rule) => {
    expectWhatReadersNeed(rule);
    // What records of logs have is up to them: that the fields of the sentence are there, the hits of the fixture show.
    const known = rule.subject === 'event' ? null : taxonomyOf(rule);
    expect(fieldsOf(rule.why ?? '').filter((field) => known !== null && !(field in known))).toEqual([]);
  });

  it.each(
    RULES.map((rule) => [`${rule.platform}/${rule.name}`, rule] as const),
  )('%s fires on its hits and not on its misses', async (_, rule) => {
    const fixture = fixtureOf(rule);
    expect(fixture.hits.length).toBeGreaterThanOrEqual(1);
    expect(fixture.misses.length).toBeGreaterThanOrEqual(2);
    expect(await failures(rule, fixture)).toEqual([]);
    // Its sentence names what is there, and leaves out what is not (brackets in the template).
    for (const hit of fixture.hits) {
      for (const { why } of await findings(rule, hit)) expect(why, hit.name).not.toContain('not set');
    }
  });

  it.each(
    RULES.map((rule) => [`${rule.platform}/${rule.name}`, rule] as const),
  )('%s: breaking it makes a fixture fail', async (_, rule) => {
    const fixture = fixtureOf(rule);
    const survivors: string[] = [];
    for (const { what, rule: broken } of brokenRules(rule)) {
      if ((await failures(broken, fixture)).length === 0) survivors.push(what);
    }
    expect(survivors).toEqual([]);
  });
});

describe('the built-in correlations', () => {
  const each = CORRELATIONS.map((rule) => [rule.path, rule] as const);

  it.each(each)('%s states what a reader needs', (_, rule) => expectWhatReadersNeed(rule));

  it.each(each)('%s fires on its hits and not on its misses, and breaking it is noticed', async (_, rule) => {
    const fixture = fixtureOf(rule);
    expect(fixture.hits.length).toBeGreaterThanOrEqual(1);
    expect(fixture.misses.length).toBeGreaterThanOrEqual(2);
    expect(await failures(rule, fixture)).toEqual([]);
    for (const hit of fixture.hits) {
      for (const { why } of await findings(rule, hit)) expect(why, hit.name).not.toContain('not set');
    }
    const survivors: string[] = [];
    for (const { what, rule: broken } of brokenCorrelations(rule)) {
      if ((await failures(broken, fixture)).length === 0) survivors.push(what);
    }
    expect(survivors).toEqual([]);
  });
});
