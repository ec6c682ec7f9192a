import type { StateCreator } from 'zustand';
import type { Table } from '../../shared/ipc/contract.ts';
import type { ViewId } from '../app/view.ts';
import type { Store, ViewSlice } from './store-types.ts';

const TABLE_VIEWS: Readonly<Record<Table, ViewId>> = {
  services: 'services',
  findings: 'findings',
  files: 'files',
  events: 'events',
  diagnostics: 'diagnostics',
};

const NO_SELECTION: Readonly<Record<Table, string | null>> = {
  services: null,
  findings: null,
  files: null,
  events: null,
  diagnostics: null,
};

export const viewSlice: StateCreator<Store, [], [], ViewSlice> = (set, get) => ({
  view: 'start',
  selected: NO_SELECTION,
  go(view) {
    set({ view });
  },
  select(table, id) {
    set({ selected: { ...get().selected, [table]: id } });
  },
  openRecord(table, id) {
    get().select(table, id);
    set({ view: TABLE_VIEWS[table] });
  },
  clearSelections() {
    set({ selected: NO_SELECTION });
    // Another case has other times.
    get().setTimeRange(null);
  },
});
