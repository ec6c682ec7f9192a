import { useEffect } from 'react';
import { openCaseByDialog } from '../store/choose.ts';
import { useStore } from '../store/store.ts';
import { type Command, commandOf, isTyping } from './keys.ts';
import { VIEWS } from './views.ts';

/** A second key belongs to `g` for this long. */
const CHORD_MILLISECONDS = 1_500;

function goTo(index: number): void {
  const { go, overview } = useStore.getState();
  const view = VIEWS[index];
  if (view !== undefined && (!view.needsCase || overview !== null)) go(view.id);
}

function obey(command: Command): void {
  switch (command.kind) {
    case 'go':
      goTo(VIEWS.findIndex((view) => view.key === command.key));
      return;
    case 'go-to':
      goTo(command.index);
      return;
    case 'filter':
      // The field for it says so itself, wherever the page has put it.
      document.querySelector<HTMLElement>('main [data-filter]')?.focus();
      return;
    case 'help':
      useStore.getState().setShortcutsOpen(true);
      return;
    case 'save':
      if (useStore.getState().overview !== null) void useStore.getState().saveCase('same');
      return;
    case 'open':
      void openCaseByDialog();
      return;
    case 'chord':
      return;
  }
}

/** Shortcuts that hold on every page. */
export function useGlobalShortcuts(): void {
  useEffect(() => {
    let chordAt = Number.NEGATIVE_INFINITY;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      const { key, code, ctrlKey, metaKey, altKey } = event;
      const afterG = event.timeStamp - chordAt < CHORD_MILLISECONDS;
      chordAt = Number.NEGATIVE_INFINITY;
      const command = commandOf(
        { key, code, ctrlKey, metaKey, altKey, typing: isTyping(event.target) },
        afterG,
      );
      if (command === null) return;
      event.preventDefault();
      // Pages hear keys after this: the second key of a chord must not be a shortcut of theirs.
      event.stopImmediatePropagation();
      if (command.kind === 'chord') chordAt = event.timeStamp;
      obey(command);
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, []);
}

/** Shortcuts of one page: what each key does. Not while text is typed, nor in a dialog, nor with a modifier. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || document.querySelector('dialog[open]') !== null) return;
      const action = keys[event.key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [keys]);
}
