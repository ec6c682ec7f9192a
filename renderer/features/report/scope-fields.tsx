import type { ExportRequest } from '../../../shared/ipc/contract.ts';
import { VERDICT_ORDER } from '../../ui/badge.tsx';
import { LevelChips } from '../../ui/level-chips.tsx';
import { type ReportForm, toggled } from './report-form-state.ts';

const SCOPES: readonly { readonly id: ExportRequest['scope']; readonly text: string }[] = [
  { id: 'all', text: 'Everything in the case' },
  { id: 'levels', text: 'By level of the finding' },
  { id: 'verdicts', text: 'By your verdict' },
  { id: 'tagged', text: 'What you have tagged' },
];

export interface ScopeFieldsProps {
  readonly form: ReportForm;
  readonly onChange: (change: Partial<ReportForm>) => void;
}

export function ScopeFields({ form, onChange }: ScopeFieldsProps) {
  return (
    <fieldset className="report-group">
      <legend>What to report</legend>
      {SCOPES.map(({ id, text }) => (
        <div key={id}>
          <label className="check">
            <input
              type="radio"
              name="scope"
              checked={form.scope === id}
              onChange={() => onChange({ scope: id })}
            />
            {text}
          </label>
          {form.scope === id && id === 'levels' && (
            <div className="report-choice">
              <LevelChips chosen={form.levels} onChange={(levels) => onChange({ levels })} />
            </div>
          )}
          {form.scope === id && id === 'verdicts' && (
            <div className="report-choice row">
              {VERDICT_ORDER.map((verdict) => (
                <button
                  key={verdict}
                  type="button"
                  className="chip"
                  aria-pressed={form.verdicts.includes(verdict)}
                  onClick={() => onChange({ verdicts: toggled(form.verdicts, verdict) })}
                >
                  {verdict}
                </button>
              ))}
            </div>
          )}
        </div>
      ))}
    </fieldset>
  );
}
