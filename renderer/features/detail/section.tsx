import { type ReactNode, useId, useState } from 'react';

interface SectionProps {
  readonly title: string;
  readonly count?: number;
  /** Starts folded. */
  readonly closed?: boolean;
  readonly children: ReactNode;
}

/** A part of the detail that can be folded; what is folded is not built. */
export function Section({ title, count, closed = false, children }: SectionProps) {
  const [open, setOpen] = useState(!closed);
  const id = useId();
  return (
    <section className="section" aria-labelledby={id}>
      <h2 id={id}>
        <button type="button" aria-expanded={open} className="section-head" onClick={() => setOpen(!open)}>
          <span className="section-mark" aria-hidden="true">
            {open ? '▾' : '▸'}
          </span>
          {title}
          {count !== undefined && <span className="muted small">{count}</span>}
        </button>
      </h2>
      {open && <div className="section-body">{children}</div>}
    </section>
  );
}
