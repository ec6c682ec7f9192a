import { lazy } from 'react';
import type { View } from '../../app/view.ts';

const OverviewPage = lazy(async () => ({ default: (await import('./overview-page.tsx')).OverviewPage }));

export const view: View = {
  id: 'overview',
  title: 'Overview',
  icon: 'overview',
  key: 'o',
  needsCase: true,
  shortcuts: [
    {
      keys: '← → with Shift',
      what: 'On an end of the chosen time: move it, with Shift further; Esc for all times',
    },
  ],
  Component: OverviewPage,
};
