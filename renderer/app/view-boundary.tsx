import { Component, type ReactNode } from 'react';
import { EmptyState } from '../ui/empty-state.tsx';

interface Caught {
  readonly message: string | null;
}

/** A bug in one page takes neither the window nor the other pages with it. */
export class ViewBoundary extends Component<{ readonly children: ReactNode }, Caught> {
  override state: Caught = { message: null };

  static getDerivedStateFromError(thrown: unknown): Caught {
    return { message: thrown instanceof Error ? thrown.message : String(thrown) };
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children;
    return (
      <EmptyState wholePage title="This page could not be shown">
        <p>{this.state.message}</p>
        <p>The case is not affected. The other pages still work.</p>
      </EmptyState>
    );
  }
}
