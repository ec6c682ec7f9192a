import { useEffect } from 'react';
import { visibleText } from '../../../shared/text.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/button.tsx';
import { CodeText } from '../../ui/code-text.tsx';
import { Check } from '../../ui/field.tsx';
import { CaseDataFields } from './case-data-fields.tsx';
import { FORMATS, formCommand, formProblem, toggled } from './report-form-state.ts';
import { ReportPreview } from './report-preview.tsx';
import { ReportResult } from './report-result.tsx';
import { useReport } from './report-store.ts';
import { ScopeFields } from './scope-fields.tsx';
import './report.css';

export function ReportPage() {
  const overview = useStore((store) => store.overview);
  const { form, busy, problem, result, change, adopt, exportToChosen } = useReport();
  useEffect(() => {
    if (overview !== null) adopt(overview);
  }, [overview, adopt]);
  const wrong = formProblem(form);
  const windows = useStore((store) => store.info?.platform === 'windows');
  const command = formCommand(form, overview, windows);
  return (
    <div className="report">
      <form
        className="report-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (wrong === null && !busy) void exportToChosen();
        }}
      >
        <h1>Report</h1>
        <ScopeFields form={form} onChange={change} />
        <fieldset className="report-group">
          <legend>Formats</legend>
          {FORMATS.map(({ id, title, says }) => (
            <div key={id} className="report-format">
              <Check
                label={title}
                checked={form.formats.includes(id)}
                onChange={() => change({ formats: toggled(form.formats, id) })}
              />
              <span className="muted small">{says}</span>
            </div>
          ))}
          <p className="muted small">manifest.json with the SHA-256 of every file is always written.</p>
        </fieldset>
        <CaseDataFields data={form.caseData} onChange={(caseData) => change({ caseData })} />
        {command !== null && (
          <div className="report-command">
            <span className="muted small">By command line</span> <CodeText text={command} />
          </div>
        )}
        {wrong !== null && <p className="field-problem">{wrong}</p>}
        <Button look="primary" icon="save" type="submit" disabled={busy || wrong !== null}>
          {busy ? 'Writing…' : 'Export to a folder…'}
        </Button>
        {problem !== null && (
          <p className="field-problem" role="alert">
            Not exported. {visibleText(problem)}
          </p>
        )}
        {result !== null && <ReportResult result={result} />}
      </form>
      <section className="report-preview" aria-label="Preview">
        <ReportPreview form={form} />
      </section>
    </div>
  );
}
