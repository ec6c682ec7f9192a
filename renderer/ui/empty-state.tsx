import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly title: string;
  /** It is all that the page has, and so heads it. */
  readonly wholePage?: boolean;
  readonly children?: ReactNode;
}

/** Why there is nothing here, and what can be done about it. */
export function EmptyState({ title, wholePage = false, children }: EmptyStateProps) {
  return (
    <div className="empty">
      {wholePage ? <h1>{title}</h1> : <h2>{title}</h2>}
      {children}
    </div>
  );
}
