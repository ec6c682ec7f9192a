import type { View } from '../../app/view.ts';
import { OverviewPage } from './overview-page.tsx';

export const view: View = {
  id: 'overview',
  title: 'Overview',
  icon: 'overview',
  key: 'o',
  needsCase: true,
  shortcuts: [],
  Component: OverviewPage,
};
