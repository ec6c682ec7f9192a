import { create } from 'zustand';
import { appSlice } from './app-slice.ts';
import { caseSlice } from './case-slice.ts';
import { filtersSlice } from './filters-slice.ts';
import { scanSlice } from './scan-slice.ts';
import type { Store } from './store-types.ts';
import { viewSlice } from './view-slice.ts';

export const useStore = create<Store>()((...parts) => ({
  ...appSlice(...parts),
  ...scanSlice(...parts),
  ...caseSlice(...parts),
  ...viewSlice(...parts),
  ...filtersSlice(...parts),
}));
