import type { View } from '../../app/view.ts';
import { StartPage } from './start-page.tsx';

export const view: View = {
  id: 'start',
  title: 'Start',
  icon: 'start',
  key: 'n',
  needsCase: false,
  shortcuts: [],
  Component: StartPage,
};
