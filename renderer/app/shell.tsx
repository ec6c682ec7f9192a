import { KeepProblem } from '../features/save/keep-problem.tsx';
import { SaveProblem } from '../features/save/save-problem.tsx';
import { UnwritablePlace } from '../features/save/unwritable-place.tsx';
import { ShortcutsDialog } from '../features/shortcuts/shortcuts-dialog.tsx';
import { useStore } from '../store/store.ts';
import { Toasts } from '../ui/toasts.tsx';
import { CurrentView } from './current-view.tsx';
import { Nav } from './nav.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { useGlobalShortcuts } from './use-shortcuts.ts';

export function Shell() {
  useGlobalShortcuts();
  const view = useStore((store) => store.view);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to content
      </a>
      <TopBar />
      <Nav />
      <main className="main" id="main" tabIndex={-1} key={view}>
        <CurrentView />
      </main>
      <StatusBar />
      <ShortcutsDialog />
      <SaveProblem />
      <KeepProblem />
      <UnwritablePlace />
      <Toasts />
    </div>
  );
}
