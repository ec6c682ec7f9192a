import type { StateCreator } from 'zustand';
import type { Table } from '../../shared/ipc/contract.ts';
import type { FiltersSlice, FindingFilter, Store, TableFilter } from './store-types.ts';

const EMPTY: TableFilter = { text: '', levels: [], hideKnownGood: false, sort: [] };
const EMPTY_FINDING: FindingFilter = {
  groupBy: 'service',
  component: null,
  technique: null,
  verdict: null,
  platform: null,
};

/** Tables that the time chosen on the timeline filters. */
export const TIMED: ReadonlySet<Table> = new Set(['services', 'findings', 'events']);

export const filtersSlice: StateCreator<Store, [], [], FiltersSlice> = (set, get) => ({
  filters: { services: EMPTY, findings: EMPTY, files: EMPTY, events: EMPTY, diagnostics: EMPTY },
  findingFilter: EMPTY_FINDING,
  timeRange: null,
  setFilter(table, change) {
    const filters = get().filters;
    set({ filters: { ...filters, [table]: { ...filters[table], ...change } } });
  },
  setFindingFilter(change) {
    set({ findingFilter: { ...get().findingFilter, ...change } });
  },
  setTimeRange(timeRange) {
    set({ timeRange });
  },
  clearFilter(table) {
    if (TIMED.has(table)) set({ timeRange: null });
    get().setFilter(table, { ...EMPTY, sort: get().filters[table].sort });
    if (table === 'findings')
      set({ findingFilter: { ...EMPTY_FINDING, groupBy: get().findingFilter.groupBy } });
  },
});
