import { lazy } from 'react';
import type { View } from '../../app/view.ts';
import { GRID_SHORTCUTS } from '../grid/shortcuts.ts';

const ComparePage = lazy(async () => ({ default: (await import('./compare-page.tsx')).ComparePage }));

export const view: View = {
  id: 'compare',
  title: 'Compare',
  icon: 'compare',
  key: 'c',
  needsCase: true,
  shortcuts: GRID_SHORTCUTS,
  Component: ComparePage,
};
