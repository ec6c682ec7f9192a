import { useState } from 'react';
import type { TimeRange } from '../../../shared/ipc/contract.ts';
import { Field } from '../../ui/field.tsx';
import { fieldText, parseSecond } from '../../ui/time-range.ts';

interface RangeFieldsProps {
  /** What stands in the fields at first: the chosen time, or all of it. */
  readonly range: TimeRange;
  readonly onRange: (range: TimeRange) => void;
}

/** The time to look at, typed: exact to the second, and for who cannot drag. Mount it with the range as key. */
export function RangeFields({ range, onRange }: RangeFieldsProps) {
  const [from, setFrom] = useState(fieldText(range.from));
  const [to, setTo] = useState(fieldText(range.to));
  const [problem, setProblem] = useState<string | null>(null);
  const choose = (): void => {
    const [first, last] = [parseSecond(from), parseSecond(to)];
    if (first === null || last === null) {
      setProblem(`${first === null ? 'From' : 'To'} is no time: write it as 2024-03-02 23:00:00.`);
    } else if (first >= last) setProblem('To must be later than From.');
    else {
      setProblem(null);
      if (first !== range.from || last !== range.to) onRange({ from: first, to: last });
    }
  };
  return (
    <form
      className="range-fields"
      onSubmit={(event) => {
        event.preventDefault();
        choose();
      }}
    >
      <Field
        label="From (UTC)"
        value={from}
        maxLength={40}
        onChange={({ target }) => setFrom(target.value)}
      />
      <Field label="To (UTC)" value={to} maxLength={40} onChange={({ target }) => setTo(target.value)} />
      <button type="submit" className="button">
        Look at this time
      </button>
      {problem !== null && (
        <span className="field-problem" role="alert">
          {problem}
        </span>
      )}
    </form>
  );
}
