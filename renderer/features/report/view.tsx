import { lazy } from 'react';
import type { View } from '../../app/view.ts';

const ReportPage = lazy(async () => ({ default: (await import('./report-page.tsx')).ReportPage }));

export const view: View = {
  id: 'report',
  title: 'Report',
  icon: 'report',
  key: 'r',
  needsCase: true,
  shortcuts: [{ keys: 'Enter', what: 'In a field: export' }],
  Component: ReportPage,
};
