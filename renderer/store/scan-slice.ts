import type { StateCreator } from 'zustand';
import { ask } from '../bridge.ts';
import type { ScanSlice, Store } from './store-types.ts';

export const scanSlice: StateCreator<Store, [], [], ScanSlice> = (set, get) => ({
  scanPhase: 'idle',
  scanLabel: '',
  progress: null,
  scanProblem: null,
  keepProblem: null,
  unkept: false,
  async startScan(request, label) {
    set({ scanPhase: 'running', scanLabel: label, progress: null, scanProblem: null, unkept: false });
    get().announce(`Scan of ${label} started`);
    const started = await ask('scan:start', request);
    if (!started.ok) get().scanFailed(started.error.message);
  },
  async cancelScan() {
    if (get().scanPhase !== 'running') return;
    set({ scanPhase: 'cancelling' });
    const cancelled = await ask('scan:cancel', {});
    if (!cancelled.ok) get().scanFailed(cancelled.error.message);
  },
  scanFound(label) {
    if (get().scanPhase === 'running' || get().scanPhase === 'cancelling') return;
    set({ scanPhase: 'running', scanLabel: label, scanProblem: null, view: 'start' });
    get().announce(`Scan of ${label} runs`);
  },
  scanProgressed(progress) {
    // Nobody here began it: what it is, the program knows.
    if (get().scanPhase === 'idle') void get().loadInfo();
    set({ progress });
  },
  async scanEnded(cancelled) {
    get().clearSelections();
    await get().loadOverview();
    set({ scanPhase: 'idle', progress: null });
    void get().tellOfLeftCase();
    if (get().overview === null) return;
    get().go('overview');
    get().announce(cancelled ? 'Scan cancelled; what was found is kept' : 'Scan finished');
    if (cancelled) get().toast('Scan cancelled. What was found until then is kept in this case.');
  },
  scanFailed(reason) {
    set({ scanPhase: 'failed', scanProblem: reason, progress: null });
    get().announce(`Scan failed: ${reason}`);
  },
  dismissScanProblem() {
    set({ scanPhase: 'idle', scanProblem: null });
  },
  keepFailed(keepProblem) {
    set({ keepProblem, unkept: true });
  },
  async keepAgain(where) {
    let folder: string | null = null;
    if (where === 'ask') {
      const chosen = await ask('app:choose', { what: 'output-folder' });
      if (!chosen.ok) get().toast(chosen.error.message, 'problem');
      if (!chosen.ok || chosen.value === null) return;
      folder = chosen.value.handle;
    }
    set({ keepProblem: null });
    const kept = await ask('scan:keep', { folder });
    if (kept.ok) set({ unkept: false });
    else get().toast(kept.error.message, 'problem');
  },
  dismissKeepProblem() {
    set({ keepProblem: null });
  },
});
