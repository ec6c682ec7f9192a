import { lazy } from 'react';
import type { View } from '../../app/view.ts';
import { ANNOTATE_SHORTCUTS } from '../detail/annotate-keys.ts';

const FindingsPage = lazy(async () => ({ default: (await import('./findings-page.tsx')).FindingsPage }));

export const view: View = {
  id: 'findings',
  title: 'Findings',
  icon: 'findings',
  key: 'f',
  needsCase: true,
  shortcuts: [
    { keys: 'j or ↓', what: 'Next finding' },
    { keys: 'k or ↑', what: 'Finding before' },
    { keys: 'Enter', what: 'Into the detail' },
    ...ANNOTATE_SHORTCUTS,
  ],
  Component: FindingsPage,
};
