import { useStore } from '../store/store.ts';
import { formatCount } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import type { ViewId } from './view.ts';
import { VIEWS } from './views.ts';

/** How many rows a page has, as far as the summary says. */
function useCounts(): Partial<Record<ViewId, number>> {
  const counts = useStore((store) => store.overview?.summary.counts);
  if (counts === undefined) return {};
  return {
    findings: counts.findings,
    services: counts.services,
    files: counts.binaries,
    events: counts.events,
    diagnostics: counts.diagnostics,
  };
}

export function Nav() {
  const current = useStore((store) => store.view);
  const hasCase = useStore((store) => store.overview !== null);
  const go = useStore((store) => store.go);
  const counts = useCounts();
  return (
    <nav className="nav" aria-label="Pages">
      {VIEWS.map((view, at) => {
        const disabled = view.needsCase && !hasCase;
        const count = counts[view.id];
        return (
          <button
            key={view.id}
            type="button"
            className="nav-item"
            aria-current={view.id === current ? 'page' : undefined}
            aria-disabled={disabled}
            aria-keyshortcuts={`Alt+${at + 1}`}
            onClick={() => !disabled && go(view.id)}
          >
            <Icon name={view.icon} />
            <span className="nav-text">{view.title}</span>
            {count !== undefined && <span className="nav-count">{formatCount(count)}</span>}
          </button>
        );
      })}
    </nav>
  );
}
