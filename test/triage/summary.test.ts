import { describe, expect, it } from 'vitest';
import { loadBuiltInRules } from '../../main/detect/rule-set.ts';
import { hasGaps, type SummaryInput, summarise } from '../../main/triage/summary.ts';
import type { Coverage } from '../../shared/model/coverage.ts';
import type { Diagnostic } from '../../shared/model/diagnostic.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { sampleFinding, sampleResult, sampleService } from '../support/sample-result.ts';

const RULE = {
  path: 'windows/one.yml',
  document: {
    title: 'One',
    logsource: { product: 'windows', category: 'service' },
    detection: { selection: { SvchostGroupKnown: false }, condition: 'selection' },
    level: 'high',
    tags: ['attack.t1543.003'],
    component: 'service-creation',
  },
};
const RULES = { rules: loadBuiltInRules([RULE]), judgements: [], sha256: '' };

const row = (source: string, outcome: Coverage['outcome'], reason: string | null = null): Coverage => ({
  type: 'coverage',
  source,
  outcome,
  counts: {},
  reason,
});
const finding = (level: Finding['level']): Finding =>
  sampleFinding(sampleService('Spooler'), { level, rule: 'one' });
const broken: Diagnostic = {
  type: 'diagnostic',
  severity: 'error',
  code: 'x',
  source: 's',
  path: '/p',
  offset: null,
  what: 'w',
};

function input(change: Partial<SummaryInput> = {}): SummaryInput {
  const result = sampleResult({ diagnostics: [], events: [], binaries: [] });
  const findings = change.findings ?? [];
  return {
    ...result,
    header: { ...result.header, host: { ...result.header.host, hostName: 'PC' } },
    services: [sampleService('Spooler')],
    coverage: [row('windows-services', 'collected')],
    findings,
    allFindings: findings,
    minLevel: 'informational',
    belowMinLevel: 0,
    rules: RULES,
    notEvaluated: [],
    incomplete: [],
    suppressed: [],
    cancelled: false,
    logsRead: false,
    ...change,
  };
}

const verdict = (change: Partial<SummaryInput> = {}): string => summarise(input(change)).verdict;

describe('the verdict', () => {
  it('says what was found and on how much', () => {
    expect(verdict()).toBe('No finding at medium or above, on 1 service and drivers of PC.');
    expect(
      verdict({ findings: [finding('critical'), finding('high'), finding('high'), finding('low')] }),
    ).toBe('1 critical and 2 high findings, 1 below medium, on 1 service and drivers of PC.');
    expect(verdict({ findings: [finding('medium')] })).toMatch(/^1 medium finding, on/);
  });

  it('claims nothing about levels that were not to be shown', () => {
    const text = verdict({ minLevel: 'high', belowMinLevel: 3 });
    expect(text).toContain('No finding at high or above');
    expect(text).toContain('3 findings below high left out');
    expect(verdict({ minLevel: 'critical' })).toContain('No finding at critical,');
  });

  it('claims nothing when no rule ran', () => {
    expect(verdict({ rules: { rules: [], judgements: [], sha256: '' } })).toMatch(/^No rule was run/);
  });

  it('names what could not be examined', () => {
    expect(verdict({ coverage: [row('windows-services', 'failed', 'broken')] })).toBe(
      'Nothing could be examined on PC. Not examined: windows-services (broken).',
    );
    const without = [
      row('windows-settings', 'collected'),
      row('windows-services', 'notPresent', 'no SYSTEM'),
    ];
    expect(verdict({ coverage: without, services: [] })).toContain(
      'Not examined: windows-services (no SYSTEM).',
    );
    expect(verdict({ diagnostics: [broken] })).toContain('1 part of the evidence could not be read');
    expect(verdict({ cancelled: true })).toContain('cancelled');
  });

  it('does not take the files of services for the services', () => {
    const coverage = [row('service-files', 'collected'), row('windows-services', 'failed')];
    expect(verdict({ coverage })).toMatch(/^Nothing could be examined/);
  });
});

describe('the mission table', () => {
  const status = (change: Partial<SummaryInput>, technique = 'T1543.003') =>
    summarise(input(change)).mission.find(
      (one) => one.technique === technique && one.component === 'service-creation',
    )?.status;

  it('is clean where a rule ran, not checked where none could', () => {
    expect(status({})).toBe('clean');
    expect(status({}, 'T1557.001')).toBe('not-checked');
    expect(status({ notEvaluated: [{ rule: 'one', reason: 'needs the SOFTWARE hive' }] })).toBe(
      'not-checked',
    );
    expect(status({ services: [] })).toBe('not-checked');
  });

  it('is not called clean by a rule that stopped at a limit', () => {
    expect(
      status({ incomplete: [{ rule: 'one', reason: 'Only the first 5 matches were correlated.' }] }),
    ).toBe('not-checked');
    const { notEvaluated } = summarise(
      input({ incomplete: [{ rule: 'one', reason: 'Only the first 5 matches were correlated.' }] }),
    );
    expect(notEvaluated).toEqual([]);
  });

  it('counts a sub-technique for its technique, and hits that were not to be shown', () => {
    expect(status({}, 'T1543')).toBe('clean');
    const hit = sampleFinding(sampleService('Spooler'), {
      rule: 'one',
      component: 'service-creation',
      techniques: ['T1543.003'],
    });
    expect(status({ allFindings: [hit], minLevel: 'critical' })).toBe('hit');
    expect(status({ allFindings: [hit] }, 'T1543')).toBe('hit');
  });
});

describe('hasGaps', () => {
  const services = row('windows-services', 'collected');

  it('is true for what failed, not for what is absent beside the services', () => {
    expect(hasGaps({ coverage: [services, row('a', 'failed')], diagnostics: [] })).toBe(true);
    expect(hasGaps({ coverage: [services], diagnostics: [broken] })).toBe(true);
    const harmless = [services, row('a', 'notPresent'), row('b', 'notApplicable')];
    expect(hasGaps({ coverage: harmless, diagnostics: [{ ...broken, severity: 'warning' }] })).toBe(false);
  });

  it('is true when no services were examined, as with a SOFTWARE hive alone', () => {
    const coverage = [row('windows-services', 'notPresent'), row('windows-settings', 'collected')];
    expect(hasGaps({ coverage, diagnostics: [] })).toBe(true);
  });
});
