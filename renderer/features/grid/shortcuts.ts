import type { Shortcut } from '../../app/view.ts';

/** Keys of every page that shows the grid. */
export const GRID_SHORTCUTS: readonly Shortcut[] = [
  { keys: '↑ ↓ ← → Home End', what: 'Move in the grid; with Ctrl to its corners' },
  { keys: 'Enter', what: 'Open the record, then go into it; on a header: sort (Shift adds)' },
  { keys: 'Esc', what: 'Close the record' },
  { keys: 'Ctrl+C', what: 'Copy the cell; with Shift the row' },
  { keys: 'Shift+← →', what: 'On a header: width of the column; with Alt its place' },
];
