import { describe, expect, it } from 'vitest';
import { NO_AUDIT } from '../../main/evidence/audit.ts';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import type { ArtefactSource, SourceContext } from '../../main/sources/source.ts';
import { type Collected, collectSource, nothingCollected } from '../../main/triage/collect.ts';
import { BARE_HIVES } from '../support/bare-hives-root.ts';
import { sampleService } from '../support/sample-result.ts';

const context: SourceContext = {
  evidence: memoryEvidence({}),
  root: BARE_HIVES,
  audit: NO_AUDIT,
};

function collect(source: Partial<ArtefactSource>): Collected {
  const collected = nothingCollected('windows');
  const whole: ArtefactSource = { id: 'test', applies: () => true, *collect() {}, ...source };
  expect([...collectSource(whole, context, collected)]).toEqual([]);
  return collected;
}

describe('collectSource', () => {
  it('keeps recovered services apart from the inventory', () => {
    const { services, deleted } = collect({
      *collect() {
        yield sampleService('Spooler');
        yield sampleService('Gone', { state: 'deleted' });
      },
    });
    expect(services.map(({ name }) => name)).toEqual(['Spooler']);
    expect(deleted.map(({ name }) => name)).toEqual(['Gone']);
  });

  it('says "not applicable" without asking a source that is not for this root', () => {
    const { coverage, diagnostics } = collect({
      applies: () => false,
      // biome-ignore lint/correctness/useYield: it must not be run at all
      *collect() {
        throw new Error('asked');
      },
    });
    expect(coverage).toMatchObject([{ source: 'test', outcome: 'notApplicable' }]);
    expect(diagnostics).toEqual([]);
  });

  it('makes of a source that fails a failed coverage and an error, and keeps what it had given', () => {
    const { services, coverage, diagnostics } = collect({
      *collect() {
        yield sampleService('Spooler');
        throw new RangeError('broken');
      },
    });
    expect(services).toHaveLength(1);
    expect(coverage).toMatchObject([{ source: 'test', outcome: 'failed', reason: 'broken' }]);
    expect(diagnostics).toMatchObject([{ severity: 'error', code: 'source-failed', what: 'broken' }]);
  });

  it('raises nothing for a source that works', () => {
    expect(collect({}).diagnostics).toEqual([]);
  });
});
