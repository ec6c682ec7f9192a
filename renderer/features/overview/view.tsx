import { lazy } from 'react';
import type { View } from '../../app/view.ts';

const OverviewPage = lazy(async () => ({ default: (await import('./overview-page.tsx')).OverviewPage }));

export const view: View = {
  id: 'overview',
  title: 'Overview',
  icon: 'overview',
  key: 'o',
  needsCase: true,
  shortcuts: [],
  Component: OverviewPage,
};
