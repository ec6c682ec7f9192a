import type { StateCreator } from 'zustand';
import type { FiltersSlice, FindingFilter, Store, TableFilter } from './store-types.ts';

const EMPTY: TableFilter = { text: '', levels: [], hideKnownGood: false, sort: [] };
const EMPTY_FINDING: FindingFilter = { groupBy: 'service', component: null, technique: null, verdict: null };

export const filtersSlice: StateCreator<Store, [], [], FiltersSlice> = (set, get) => ({
  filters: { services: EMPTY, findings: EMPTY, files: EMPTY, events: EMPTY, diagnostics: EMPTY },
  findingFilter: EMPTY_FINDING,
  setFilter(table, change) {
    const filters = get().filters;
    set({ filters: { ...filters, [table]: { ...filters[table], ...change } } });
  },
  setFindingFilter(change) {
    set({ findingFilter: { ...get().findingFilter, ...change } });
  },
  clearFilter(table) {
    get().setFilter(table, { ...EMPTY, sort: get().filters[table].sort });
    if (table === 'findings')
      set({ findingFilter: { ...EMPTY_FINDING, groupBy: get().findingFilter.groupBy } });
  },
});
