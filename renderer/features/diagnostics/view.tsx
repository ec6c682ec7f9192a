import { lazy } from 'react';
import type { View } from '../../app/view.ts';
import { GRID_SHORTCUTS } from '../grid/shortcuts.ts';

const DiagnosticsPage = lazy(async () => ({
  default: (await import('./diagnostics-page.tsx')).DiagnosticsPage,
}));

export const view: View = {
  id: 'diagnostics',
  title: 'Diagnostics',
  icon: 'diagnostics',
  key: 'd',
  needsCase: true,
  shortcuts: GRID_SHORTCUTS,
  Component: DiagnosticsPage,
};
