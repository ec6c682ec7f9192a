import { lazy } from 'react';
import type { View } from '../../app/view.ts';
import { GRID_SHORTCUTS } from '../grid/shortcuts.ts';

const FilesPage = lazy(async () => ({ default: (await import('./files-page.tsx')).FilesPage }));

export const view: View = {
  id: 'files',
  title: 'Files',
  icon: 'files',
  key: 'i',
  needsCase: true,
  shortcuts: [{ keys: 'h', what: 'Hide or show verified known-good' }, ...GRID_SHORTCUTS],
  Component: FilesPage,
};
