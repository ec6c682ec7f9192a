import type { Annotation, CaseOverview, ExportRequest } from '../../../shared/ipc/contract.ts';
import { reportCommand, shellLine } from '../../../shared/ipc/report-command.ts';
import { LEVELS, type Level } from '../../../shared/level.ts';

export const FORMATS = [
  { id: 'html', title: 'HTML', says: 'one page, no script, opens anywhere' },
  { id: 'pdf', title: 'PDF', says: 'the same page, printed' },
  { id: 'csv', title: 'CSV', says: 'tables for a spreadsheet' },
  { id: 'jsonl', title: 'JSONL', says: 'every record, exact' },
  { id: 'case', title: 'Case file', says: 'opens here again, judgements too' },
  { id: 'timesketch', title: 'Timesketch', says: 'every time as a row' },
  { id: 'navigator', title: 'Navigator', says: 'layers for the ATT&CK Navigator' },
  { id: 'stix', title: 'STIX', says: 'findings as a STIX 2.1 bundle' },
  { id: 'ecs', title: 'ECS', says: 'for Elasticsearch and OpenSearch' },
] as const;
export type FormatId = (typeof FORMATS)[number]['id'];

export interface ReportForm {
  readonly scope: ExportRequest['scope'];
  readonly levels: readonly Level[];
  readonly verdicts: readonly Annotation['verdict'][];
  readonly formats: readonly FormatId[];
  readonly caseData: ExportRequest['caseData'];
}

export const BLANK_FORM: ReportForm = {
  scope: 'all',
  levels: ['critical', 'high', 'medium'],
  verdicts: ['suspicious', 'malicious'],
  formats: ['html', 'jsonl'],
  caseData: { case: null, evidence: null, examiner: null, notes: null },
};

/** Why it cannot be exported as it stands; null when it can. */
export function formProblem({ scope, levels, verdicts, formats }: ReportForm): string | null {
  if (formats.length === 0) return 'Choose at least one format.';
  if (scope === 'levels' && levels.length === 0) return 'Choose at least one level.';
  if (scope === 'verdicts' && verdicts.length === 0) return 'Choose at least one verdict.';
  return null;
}

/** In a fixed order, so that the same choice is the same request however it was clicked together. */
export function requestOf(form: ReportForm): Omit<ExportRequest, 'folder'> {
  return {
    formats: FORMATS.map(({ id }) => id).filter((id) => form.formats.includes(id)),
    scope: form.scope,
    levels: form.scope === 'levels' ? LEVELS.filter((level) => form.levels.includes(level)) : [],
    verdicts: form.scope === 'verdicts' ? [...form.verdicts].sort() : [],
    caseData: form.caseData,
  };
}

/**
 * The command that will write the same from the case file; null while none would: the case has no file yet, or one without what was
 * judged since.
 */
export function formCommand(
  form: ReportForm,
  overview: Pick<CaseOverview, 'file' | 'saved' | 'header'> | null,
  windows: boolean,
): string | null {
  if (overview === null || overview.file === null || !overview.saved) return null;
  const words = reportCommand(requestOf(form), overview.file, overview.header.case);
  return words === null ? null : shellLine(words, windows);
}

/** A list with the entry in it, or without when it was there. */
export function toggled<T>(list: readonly T[], entry: T): readonly T[] {
  return list.includes(entry) ? list.filter((one) => one !== entry) : [...list, entry];
}
