import { lazy } from 'react';
import type { View } from '../../app/view.ts';
import { GRID_SHORTCUTS } from '../grid/shortcuts.ts';

const ServicesPage = lazy(async () => ({ default: (await import('./services-page.tsx')).ServicesPage }));

export const view: View = {
  id: 'services',
  title: 'Services',
  icon: 'services',
  key: 's',
  needsCase: true,
  shortcuts: [
    { keys: 'h', what: 'Hide or show verified known-good' },
    { keys: '→ ← Enter', what: 'On a group: open or close it' },
    ...GRID_SHORTCUTS,
  ],
  Component: ServicesPage,
};
