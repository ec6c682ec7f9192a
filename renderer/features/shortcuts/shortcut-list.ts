import type { Shortcut, View } from '../../app/view.ts';

export const GLOBAL_SHORTCUTS: readonly Shortcut[] = [
  { keys: '?', what: 'This list' },
  { keys: '/', what: 'To the filter of the page' },
  { keys: 'Ctrl+O', what: 'Open a case' },
  { keys: 'Ctrl+S', what: 'Save the case' },
  { keys: 'Esc', what: 'Close the detail, or leave the filter' },
];

/** How to reach each page. */
export function viewShortcuts(views: readonly View[]): Shortcut[] {
  return views.map((view, at) => ({ keys: `g ${view.key} or Alt+${at + 1}`, what: view.title }));
}
