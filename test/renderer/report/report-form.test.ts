import { describe, expect, it } from 'vitest';
import {
  BLANK_FORM,
  formCommand,
  formProblem,
  requestOf,
  toggled,
} from '../../../renderer/features/report/report-form-state.ts';
import { exportRequestSchema } from '../../../shared/ipc/contract.ts';
import { sampleResult } from '../../support/sample-result.ts';

describe('the report form', () => {
  it('is a request that the contract takes, in a fixed order', () => {
    const form = { ...BLANK_FORM, formats: ['case', 'pdf', 'html'] as const, scope: 'levels' as const };
    const request = { ...requestOf(form), folder: 'h-1' };
    expect(exportRequestSchema.parse(request)).toEqual(request);
    expect(request.formats).toEqual(['html', 'pdf', 'case']);
    expect(request.levels).toEqual(['medium', 'high', 'critical']);
    expect(request.verdicts).toEqual([]);
  });

  it('says what is missing', () => {
    expect(formProblem(BLANK_FORM)).toBeNull();
    expect(formProblem({ ...BLANK_FORM, formats: [] })).toContain('format');
    expect(formProblem({ ...BLANK_FORM, scope: 'levels', levels: [] })).toContain('level');
    expect(formProblem({ ...BLANK_FORM, scope: 'verdicts', verdicts: [] })).toContain('verdict');
    expect(toggled(toggled(['a'], 'b'), 'a')).toEqual(['b']);
  });

  it('gives the command line that does the same, and none where there is none', () => {
    const { header } = sampleResult();
    const at = (file: string | null, saved = true) => ({ file, saved, header });
    const form = { ...BLANK_FORM, caseData: header.case };
    expect(formCommand(form, at('/cases/a b.daemonscope'), false)).toBe(
      "daemonscope report '/cases/a b.daemonscope' --format html,jsonl",
    );
    expect(formCommand({ ...form, scope: 'levels' }, at('/c'), false)).toBe(
      'daemonscope report /c --format html,jsonl --level medium,high,critical',
    );
    expect(formCommand({ ...form, scope: 'verdicts' }, at('/c'), false)).toContain(
      ' --verdict malicious,suspicious',
    );
    expect(formCommand({ ...form, scope: 'tagged' }, at('/c'), false)).toContain(' --tagged');
    expect(formCommand({ ...form, scope: 'levels', levels: [] }, at('/c'), false)).toBeNull();
    expect(formCommand(form, at(null), false)).toBeNull();
    expect(formCommand(form, at('/c', false), false)).toBeNull();
    expect(formCommand(form, null, false)).toBeNull();
    expect(formCommand({ ...form, formats: ['pdf'] }, at('/c'), false)).toBeNull();
  });
});
