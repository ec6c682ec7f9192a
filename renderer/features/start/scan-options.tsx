import type { Chosen } from '../../../shared/ipc/contract.ts';
import { choose } from '../../store/choose.ts';
import { Button } from '../../ui/button.tsx';
import { CodeText } from '../../ui/code-text.tsx';
import { Check, Field, TextField } from '../../ui/field.tsx';

export interface Options {
  readonly hash: boolean;
  readonly baseline: Chosen | null;
  readonly case: string;
  readonly evidence: string;
  readonly examiner: string;
  readonly notes: string;
}

export const START_OPTIONS: Options = {
  hash: true,
  baseline: null,
  case: '',
  evidence: '',
  examiner: '',
  notes: '',
};

const TEXTS = [
  ['case', 'Case'],
  ['evidence', 'Evidence'],
  ['examiner', 'Examiner'],
] as const;

interface ScanOptionsProps {
  readonly options: Options;
  readonly onChange: (options: Options) => void;
}

export function ScanOptions({ options, onChange }: ScanOptionsProps) {
  const change = (part: Partial<Options>) => onChange({ ...options, ...part });
  const chooseBaseline = async () => {
    const baseline = await choose('baseline');
    if (baseline !== null) change({ baseline });
  };
  return (
    <details className="panel options">
      <summary>Case data and options</summary>
      <div className="stack">
        <div className="option-fields">
          {TEXTS.map(([name, label]) => (
            <Field
              key={name}
              label={label}
              value={options[name]}
              onChange={({ target }) => change({ [name]: target.value })}
            />
          ))}
        </div>
        <TextField
          label="Notes"
          rows={2}
          value={options.notes}
          onChange={({ target }) => change({ notes: target.value })}
        />
        <Check
          label="Hash every file that a service names"
          checked={options.hash}
          onChange={({ target }) => change({ hash: target.checked })}
        />
        <div className="row">
          <Button small onClick={() => void chooseBaseline()}>
            Choose a baseline…
          </Button>
          {options.baseline === null ? (
            <span className="muted">No baseline: nothing is called new.</span>
          ) : (
            <>
              <CodeText text={options.baseline.label} plain />
              <Button
                look="quiet"
                small
                icon="close"
                aria-label="No baseline"
                onClick={() => change({ baseline: null })}
              />
            </>
          )}
        </div>
      </div>
    </details>
  );
}
