import { useStore } from '../store/store.ts';
import { THEMES } from '../store/store-types.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { CodeText } from '../ui/code-text.tsx';
import { Icon } from '../ui/icon.tsx';

function CaseLine() {
  const overview = useStore((store) => store.overview);
  if (overview === null) return <span className="top-case">No case open</span>;
  const { host, case: about, run } = overview.header;
  return (
    <span className="top-case">
      {about.case !== null && (
        <>
          <strong>
            <CodeText text={about.case} plain limit={60} />
          </strong>{' '}
          ·{' '}
        </>
      )}
      <strong>
        <CodeText text={host.hostName ?? 'unnamed host'} plain limit={80} />
      </strong>{' '}
      · <CodeText text={run.targetKind === 'live' ? 'live' : run.target} plain limit={160} />
    </span>
  );
}

function saveLabel(saved: boolean, readOnly: boolean): string {
  if (readOnly) return 'Save a copy…';
  return saved ? 'Saved' : 'Save case';
}

export function TopBar() {
  const theme = useStore((store) => store.theme);
  const setTheme = useStore((store) => store.setTheme);
  const setShortcutsOpen = useStore((store) => store.setShortcutsOpen);
  const saveCase = useStore((store) => store.saveCase);
  const overview = useStore((store) => store.overview);
  const readOnly = overview?.access === 'read-only';
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
  return (
    <header className="top">
      <span className="top-name">
        <Icon name="daemon" />
        <span className="top-word">Daemonscope</span>
      </span>
      <CaseLine />
      <span className="top-actions">
        {overview?.incomplete && (
          <Badge tone="medium" icon="medium">
            incomplete run
          </Badge>
        )}
        {readOnly && (
          <Badge tone="plain" icon="note">
            read-only
          </Badge>
        )}
        {overview !== null && (
          <Button
            look={overview.saved && !readOnly ? 'quiet' : 'normal'}
            small
            icon="save"
            aria-keyshortcuts="Control+S"
            onClick={() => void saveCase('same')}
          >
            {saveLabel(overview.saved, readOnly)}
          </Button>
        )}
        <Button
          look="quiet"
          small
          icon="theme"
          aria-label={`Theme: ${theme}. Change to ${next}`}
          onClick={() => setTheme(next)}
        >
          <span className="top-word">{theme}</span>
        </Button>
        <Button
          look="quiet"
          small
          icon="help"
          aria-label="Keyboard shortcuts"
          aria-keyshortcuts="?"
          onClick={() => setShortcutsOpen(true)}
        />
      </span>
    </header>
  );
}
