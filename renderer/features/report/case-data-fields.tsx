import { Field, TextField } from '../../ui/field.tsx';
import type { ReportForm } from './report-form-state.ts';

type CaseData = ReportForm['caseData'];

export interface CaseDataFieldsProps {
  readonly data: CaseData;
  readonly onChange: (data: CaseData) => void;
}

export function CaseDataFields({ data, onChange }: CaseDataFieldsProps) {
  const set = (name: keyof CaseData, text: string): void =>
    onChange({ ...data, [name]: text === '' ? null : text });
  return (
    <fieldset className="report-group">
      <legend>Case</legend>
      <div className="report-pair">
        <Field label="Case" value={data.case ?? ''} onChange={({ target }) => set('case', target.value)} />
        <Field
          label="Evidence"
          value={data.evidence ?? ''}
          onChange={({ target }) => set('evidence', target.value)}
        />
      </div>
      <Field
        label="Examiner"
        value={data.examiner ?? ''}
        onChange={({ target }) => set('examiner', target.value)}
      />
      <TextField
        label="Notes"
        rows={3}
        value={data.notes ?? ''}
        onChange={({ target }) => set('notes', target.value)}
      />
    </fieldset>
  );
}
