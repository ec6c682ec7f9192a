import { create } from 'zustand';
import type { AnswerOf, CaseOverview } from '../../../shared/ipc/contract.ts';
import { ask } from '../../bridge.ts';
import { choose } from '../../store/choose.ts';
import { useStore } from '../../store/store.ts';
import { BLANK_FORM, type ReportForm, requestOf } from './report-form-state.ts';

interface ReportState {
  readonly form: ReportForm;
  /** The case whose data stand in the form. */
  readonly of: string | null;
  readonly busy: boolean;
  readonly problem: string | null;
  readonly result: AnswerOf<'report:export'> | null;
  change(change: Partial<ReportForm>): void;
  /** Takes the data of the open case into the form, once a case. */
  adopt(overview: CaseOverview): void;
  exportToChosen(): Promise<void>;
}

/** What was typed outlives the page. */
export const useReport = create<ReportState>()((set, get) => ({
  form: BLANK_FORM,
  of: null,
  busy: false,
  problem: null,
  result: null,
  change(change) {
    set({ form: { ...get().form, ...change }, problem: null });
  },
  adopt({ header }) {
    const of = `${header.run.target} ${header.run.startedAt}`;
    if (of === get().of) return;
    set({ of, form: { ...get().form, caseData: header.case }, result: null, problem: null });
  },
  async exportToChosen() {
    const folder = await choose('output-folder');
    if (folder === null) return;
    set({ busy: true, problem: null, result: null });
    const answer = await ask('report:export', { ...requestOf(get().form), folder: folder.handle });
    if (answer.ok) {
      set({ busy: false, result: answer.value });
      useStore.getState().announce(`Report written, ${answer.value.files.length} files`);
    } else set({ busy: false, problem: `${folder.label}: ${answer.error.message}` });
  },
}));
