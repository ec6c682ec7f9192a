import { useEffect } from 'react';
import { useStore } from '../store/store.ts';
import { useNotices } from './notices.ts';
import { Shell } from './shell.tsx';

export function App() {
  const loadInfo = useStore((store) => store.loadInfo);
  const loadOverview = useStore((store) => store.loadOverview);
  const theme = useStore((store) => store.theme);
  useNotices();
  useEffect(() => {
    void loadInfo();
    // The program may hold a case already: after a reload of the window, or when it was started with one.
    void loadOverview();
  }, [loadInfo, loadOverview]);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return <Shell />;
}
