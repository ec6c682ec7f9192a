import type { StateCreator } from 'zustand';
import { ask } from '../bridge.ts';
import type { CaseSlice, Store } from './store-types.ts';

export const caseSlice: StateCreator<Store, [], [], CaseSlice> = (set, get) => ({
  overview: null,
  caseVersion: 0,
  opening: false,
  async loadOverview() {
    const overview = await ask('case:overview', {});
    if (overview.ok) {
      set({ overview: overview.value, caseVersion: get().caseVersion + 1 });
      if (get().view === 'start' && get().scanPhase === 'idle') get().go('overview');
    } else if (overview.error.code !== 'no-case') get().toast(overview.error.message, 'problem');
  },
  async openCase(chosen) {
    set({ opening: true });
    const opened = await ask('case:open', { handle: chosen.handle });
    set({ opening: false });
    if (!opened.ok) {
      get().toast(`${chosen.label} was not opened: ${opened.error.message}`, 'problem');
      return;
    }
    set({ overview: opened.value, caseVersion: get().caseVersion + 1 });
    get().clearSelections();
    void get().loadInfo();
    get().go('overview');
    get().announce(`Case opened. ${opened.value.summary.verdict}`);
  },
  async saveCase(where) {
    let handle: string | null = null;
    if (where === 'ask' || get().overview?.file === null) {
      const chosen = await ask('app:choose', { what: 'save-case' });
      if (!chosen.ok) {
        get().toast(chosen.error.message, 'problem');
        return;
      }
      if (chosen.value === null) return;
      handle = chosen.value.handle;
    }
    const saved = await ask('case:save', { handle });
    if (saved.ok) {
      set({ overview: saved.value });
      void get().loadInfo();
      get().toast(`Case saved${saved.value.file === null ? '' : ` as ${saved.value.file}`}.`);
    } else {
      get().toast(`The case was not saved: ${saved.error.message} Choose another place.`, 'problem');
      if (saved.error.code === 'cannot-write' && where === 'same') await get().saveCase('ask');
    }
  },
  async annotate(subject, change) {
    const answer = await ask('case:annotate', { subject, ...change, who: get().who });
    const overview = get().overview;
    if (answer.ok && overview !== null) {
      set({ overview: { ...overview, saved: false }, caseVersion: get().caseVersion + 1 });
    }
    if (!answer.ok) get().toast(answer.error.message, 'problem');
    const counted = await ask('case:overview', {});
    if (counted.ok) set({ overview: counted.value });
    return answer;
  },
});
