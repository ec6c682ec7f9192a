import { create } from 'zustand';
import type { Comparison } from '../../../shared/ipc/contract.ts';
import { ask } from '../../bridge.ts';
import { choose } from '../../store/choose.ts';
import type { SortOrder } from '../grid/sort-order.ts';
import type { Change } from './compare-rows.ts';

interface CompareState {
  /** Which case was open when it was made: with another one it says nothing. */
  readonly of: string | null;
  readonly label: string;
  readonly comparison: Comparison | null;
  readonly busy: boolean;
  readonly problem: string | null;
  readonly change: Change | null;
  readonly text: string;
  readonly sort: SortOrder;
  readonly openId: string | null;
  set(change: Partial<Pick<CompareState, 'change' | 'text' | 'sort' | 'openId'>>): void;
  compareWithChosen(of: string): Promise<void>;
}

/** The comparison outlives its page: it took a while, and the user goes back and forth. */
export const useCompare = create<CompareState>()((set) => ({
  of: null,
  label: '',
  comparison: null,
  busy: false,
  problem: null,
  change: null,
  text: '',
  sort: [],
  openId: null,
  set(change) {
    set(change);
  },
  async compareWithChosen(of) {
    const chosen = await choose('case');
    if (chosen === null) return;
    set({ busy: true, problem: null });
    const answer = await ask('case:compare', { handle: chosen.handle });
    if (!answer.ok) set({ busy: false, problem: `${chosen.label}: ${answer.error.message}` });
    else
      set({
        of,
        label: chosen.label,
        comparison: answer.value,
        busy: false,
        change: null,
        text: '',
        openId: null,
      });
  },
}));
