import { lazy } from 'react';
import type { View } from '../../app/view.ts';
import { GRID_SHORTCUTS } from '../grid/shortcuts.ts';

const EventsPage = lazy(async () => ({ default: (await import('./events-page.tsx')).EventsPage }));

export const view: View = {
  id: 'events',
  title: 'Events',
  icon: 'events',
  key: 'e',
  needsCase: true,
  shortcuts: GRID_SHORTCUTS,
  Component: EventsPage,
};
