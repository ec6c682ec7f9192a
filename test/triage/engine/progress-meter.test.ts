import { expect, it } from 'vitest';
import { ProgressMeter } from '../../../main/triage/engine/progress-meter.ts';
import type { Progress } from '../../../shared/ipc/contract.ts';
import type { Coverage } from '../../../shared/model/coverage.ts';
import { sampleHeader } from '../../support/sample-result.ts';

it('lists no source of another system as done', () => {
  const told: Progress[] = [];
  const meter = new ProgressMeter((progress) => told.push(progress));
  const coverage: Coverage[] = [];
  const read = (source: string, outcome: Coverage['outcome']): void => {
    meter.note({ type: 'progress', stage: 'read', what: source, done: 0, total: 3 });
    coverage.push({ type: 'coverage', source, outcome, counts: {}, reason: null });
    const { root, host } = sampleHeader();
    meter.found({ root, host, services: [], events: [], diagnostics: [], coverage, reading: null, ahead: [] });
  };
  read('launchd-jobs', 'notApplicable');
  read('windows-services', 'collected');
  read('systemd-units', 'notApplicable');
  meter.end({});
  expect(told.at(-1)?.stages).toEqual([{ source: 'windows-services', stage: 'read', done: 1, total: 1 }]);
});
