import { Suspense } from 'react';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ViewBoundary } from './view-boundary.tsx';
import { VIEWS } from './views.ts';

export function CurrentView() {
  const id = useStore((store) => store.view);
  const hasCase = useStore((store) => store.overview !== null);
  const go = useStore((store) => store.go);
  const view = VIEWS.find((one) => one.id === id);
  if (view === undefined) return <EmptyState wholePage title="This page is not part of this build" />;
  if (view.needsCase && !hasCase) {
    return (
      <EmptyState wholePage title="No case is open">
        <p>Scan this machine, a mounted volume or a folder, or open a case file.</p>
        <Button look="primary" onClick={() => go('start')}>
          Go to Start
        </Button>
      </EmptyState>
    );
  }
  return (
    <ViewBoundary>
      <Suspense fallback={null}>
        <view.Component />
      </Suspense>
    </ViewBoundary>
  );
}
