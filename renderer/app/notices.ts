import { useEffect } from 'react';
import { hear } from '../bridge.ts';
import { useStore } from '../store/store.ts';

/** Brings what the program tells by itself into the store. */
export function useNotices(): void {
  useEffect(() => {
    const store = useStore.getState;
    const ends = [
      hear('scan:progress', (progress) => store().scanProgressed(progress)),
      hear('scan:done', ({ cancelled }) => void store().scanEnded(cancelled)),
      hear('scan:failed', ({ reason }) => store().scanFailed(reason)),
      hear('recovery:problem', ({ reason }) => store().keepFailed(reason)),
      hear('engine:gone', ({ reason, recovered }) => {
        const kept = recovered
          ? 'What had been read is among the recovered cases on Start.'
          : 'Nothing of it could be kept.';
        if (store().scanPhase === 'idle') store().toast(`The engine stopped: ${reason} ${kept}`, 'problem');
        else store().scanFailed(`The engine stopped: ${reason} ${kept}`);
        if (recovered) void store().loadInfo();
      }),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, []);
}
