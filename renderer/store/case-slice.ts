import type { StateCreator } from 'zustand';
import { ask } from '../bridge.ts';
import type { CaseSlice, Store } from './store-types.ts';

export const caseSlice: StateCreator<Store, [], [], CaseSlice> = (set, get) => {
  /** Where the last attempt went; null for where the case lies. */
  let lastHandle: string | null = null;
  const save = async (handle: string | null, overwrite: boolean): Promise<void> => {
    lastHandle = handle;
    set({ saveProblem: null });
    const saved = await ask('case:save', { handle, overwrite });
    if (saved.ok) {
      set({ overview: saved.value });
      void get().loadInfo();
      get().toast(`Case saved${saved.value.file === null ? '' : ` as ${saved.value.file}`}.`);
    } else set({ saveProblem: saved.error });
  };
  return {
    overview: null,
    caseVersion: 0,
    opening: false,
    async loadOverview() {
      const overview = await ask('case:overview', {});
      if (overview.ok) {
        set({
          overview: overview.value,
          caseVersion: get().caseVersion + 1,
          placeAsked: overview.value.access === 'unwritable',
        });
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
      set({
        overview: opened.value,
        caseVersion: get().caseVersion + 1,
        placeAsked: opened.value.access === 'unwritable',
      });
      get().clearSelections();
      void get().tellOfLeftCase();
      get().go('overview');
      get().announce(`Case opened. ${opened.value.summary.verdict}`);
    },
    async tellOfLeftCase() {
      const before = get().info?.recovered.length ?? 0;
      await get().loadInfo();
      if ((get().info?.recovered.length ?? 0) > before)
        get().toast('The case before was not saved. It is kept: Start lists it under Recovered.');
    },
    async saveCase(where) {
      let handle: string | null = null;
      const { file, access } = get().overview ?? {};
      if (where === 'ask' || file === null || access === 'read-only') {
        const chosen = await ask('app:choose', { what: 'save-case' });
        if (!chosen.ok) {
          get().toast(chosen.error.message, 'problem');
          return;
        }
        if (chosen.value === null) return;
        handle = chosen.value.handle;
      }
      await save(handle, false);
    },
    saveProblem: null,
    async retrySave(overwrite) {
      await save(lastHandle, overwrite);
    },
    dismissSaveProblem() {
      set({ saveProblem: null });
    },
    placeAsked: false,
    async openReadOnly() {
      set({ placeAsked: false });
      const answer = await ask('case:read-only', {});
      if (answer.ok) set({ overview: answer.value });
      else get().toast(answer.error.message, 'problem');
    },
    dismissPlace() {
      set({ placeAsked: false });
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
  };
};
