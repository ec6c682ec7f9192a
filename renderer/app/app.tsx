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
    // Main asks then: what is kept for recovery can be closed without a word.
    const hold = (event: BeforeUnloadEvent) => {
      const { unkept, overview, scanPhase } = useStore.getState();
      if (unkept && (scanPhase !== 'idle' || overview?.saved === false)) event.preventDefault();
    };
    window.addEventListener('beforeunload', hold);
    return () => window.removeEventListener('beforeunload', hold);
  }, []);
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
