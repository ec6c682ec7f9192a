import { Fragment } from 'react';
import type { Shortcut } from '../../app/view.ts';
import { VIEWS } from '../../app/views.ts';
import { useStore } from '../../store/store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { GLOBAL_SHORTCUTS, viewShortcuts } from './shortcut-list.ts';
import './shortcuts.css';

function Keys({ keys }: { readonly keys: string }) {
  return keys.split(' ').map((key, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one shortcut never move
    <Fragment key={at}>{key === 'or' ? <span className="muted small">or</span> : <kbd>{key}</kbd>}</Fragment>
  ));
}

function Group({ title, shortcuts }: { readonly title: string; readonly shortcuts: readonly Shortcut[] }) {
  if (shortcuts.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <dl className="shortcuts">
        {shortcuts.map((shortcut) => (
          <div key={shortcut.keys}>
            <dt>
              <Keys keys={shortcut.keys} />
            </dt>
            <dd>{shortcut.what}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function ShortcutsDialog() {
  const open = useStore((store) => store.shortcutsOpen);
  const setOpen = useStore((store) => store.setShortcutsOpen);
  const current = useStore((store) => store.view);
  const view = VIEWS.find((one) => one.id === current);
  return (
    <Dialog title="Keyboard shortcuts" open={open} onClose={() => setOpen(false)}>
      <div className="shortcut-groups">
        {view && <Group title={`On this page: ${view.title}`} shortcuts={view.shortcuts} />}
        <Group title="Everywhere" shortcuts={GLOBAL_SHORTCUTS} />
        <Group title="Go to a page" shortcuts={viewShortcuts(VIEWS)} />
      </div>
    </Dialog>
  );
}
