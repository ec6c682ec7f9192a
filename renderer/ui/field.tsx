import { type ComponentProps, useId } from 'react';

interface Labelled {
  readonly label: string;
  readonly hint?: string;
  readonly problem?: string | null;
}

function Notes({
  id,
  hint,
  problem,
}: {
  id: string;
  hint?: string | undefined;
  problem?: string | null | undefined;
}) {
  return (
    <>
      {hint !== undefined && (
        <span id={`${id}-hint`} className="field-hint">
          {hint}
        </span>
      )}
      {problem != null && (
        <span id={`${id}-problem`} className="field-problem" role="alert">
          {problem}
        </span>
      )}
    </>
  );
}

function described(id: string, { hint, problem }: Labelled): string | undefined {
  const names = [hint !== undefined && `${id}-hint`, problem != null && `${id}-problem`].filter(Boolean);
  return names.length > 0 ? names.join(' ') : undefined;
}

/** A line of text with its label. */
export function Field({ label, hint, problem, ...rest }: Labelled & ComponentProps<'input'>) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        {...rest}
        id={id}
        className="input"
        aria-invalid={problem != null || undefined}
        aria-describedby={described(id, {
          label,
          ...(hint !== undefined && { hint }),
          problem: problem ?? null,
        })}
      />
      <Notes id={id} hint={hint} problem={problem} />
    </div>
  );
}

/** Several lines of text with their label. */
export function TextField({ label, hint, problem, ...rest }: Labelled & ComponentProps<'textarea'>) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <textarea
        {...rest}
        id={id}
        className="input"
        aria-describedby={described(id, {
          label,
          ...(hint !== undefined && { hint }),
          problem: problem ?? null,
        })}
      />
      <Notes id={id} hint={hint} problem={problem} />
    </div>
  );
}

export function Check({ label, ...rest }: { readonly label: string } & ComponentProps<'input'>) {
  return (
    <label className="check">
      <input type="checkbox" {...rest} />
      {label}
    </label>
  );
}
