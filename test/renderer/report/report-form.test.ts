import { describe, expect, it } from 'vitest';
import { reportCommand } from '../../../renderer/features/report/command-line.ts';
import {
  BLANK_FORM,
  formProblem,
  requestOf,
  toggled,
} from '../../../renderer/features/report/report-form-state.ts';
import { exportRequestSchema } from '../../../shared/ipc/contract.ts';

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
    expect(reportCommand(BLANK_FORM, '/cases/a b.daemonscope')).toBe(
      'daemonscope report "/cases/a b.daemonscope" --format html,jsonl',
    );
    expect(reportCommand(BLANK_FORM, null)).toBeNull();
    expect(reportCommand({ ...BLANK_FORM, scope: 'tagged' }, '/c')).toBeNull();
    expect(reportCommand({ ...BLANK_FORM, formats: ['pdf'] }, '/c')).toBeNull();
  });
});
