import type {
  Annotation,
  AppInfo,
  CaseOverview,
  Chosen,
  Progress,
  RequestError,
  RowsRequest,
  ScanRequest,
  Table,
  TimeRange,
} from '../../shared/ipc/contract.ts';
import type { Level } from '../../shared/level.ts';
import type { Platform } from '../../shared/model/common.ts';
import type { Component } from '../../shared/model/finding.ts';
import type { Result } from '../../shared/result.ts';
import type { ViewId } from '../app/view.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export interface Toast {
  readonly id: number;
  readonly tone: 'info' | 'problem';
  readonly text: string;
}

/** The program itself: who it is, how it looks, what it says. */
export interface AppSlice {
  readonly info: AppInfo | null;
  readonly theme: Theme;
  readonly toasts: readonly Toast[];
  /** Read out by assistive technology, not shown. */
  readonly announcement: string;
  readonly shortcutsOpen: boolean;
  /** Name written beside the user's own judgements. */
  readonly who: string;
  loadInfo(): Promise<void>;
  setTheme(theme: Theme): void;
  setWho(who: string): void;
  toast(text: string, tone?: Toast['tone']): void;
  dismissToast(id: number): void;
  announce(text: string): void;
  setShortcutsOpen(open: boolean): void;
}

export type ScanPhase = 'idle' | 'running' | 'cancelling' | 'failed';

/** The run that is going on, or why the last one did not end well. */
export interface ScanSlice {
  readonly scanPhase: ScanPhase;
  /** What is scanned, in the words of the user's choice. */
  readonly scanLabel: string;
  readonly progress: Progress | null;
  readonly scanProblem: string | null;
  startScan(request: ScanRequest, label: string): Promise<void>;
  /** A scan that runs already: the command line began it, or the page before it was loaded again. */
  scanFound(label: string): void;
  cancelScan(): Promise<void>;
  scanProgressed(progress: Progress): void;
  scanEnded(cancelled: boolean): Promise<void>;
  scanFailed(reason: string): void;
  dismissScanProblem(): void;
  /** Why the growing case is not kept, until the user has decided. */
  readonly keepProblem: string | null;
  /** The open or growing case is kept nowhere: when the window closes before it is saved, it is lost. */
  readonly unkept: boolean;
  keepFailed(reason: string): void;
  /** Where it was to be kept, or in a folder that the user is asked for. */
  keepAgain(where: 'same' | 'ask'): Promise<void>;
  dismissKeepProblem(): void;
}

/** The open case. Rows and records are asked for by whoever shows them (`use-request.ts`). */
export interface CaseSlice {
  readonly overview: CaseOverview | null;
  /** Grows whenever what was read of the case may be out of date. */
  readonly caseVersion: number;
  readonly opening: boolean;
  loadOverview(): Promise<void>;
  openCase(chosen: Chosen): Promise<void>;
  /** Another case has taken the place of the open one: says so when that was not saved. */
  tellOfLeftCase(): Promise<void>;
  /** Where it lies already, or a file that the user is asked for. */
  saveCase(where: 'same' | 'ask'): Promise<void>;
  /** Why the case is not saved, until the user has decided what to do. */
  readonly saveProblem: RequestError | null;
  /** To the same place once more; `overwrite`: also over what another program has saved there. */
  retrySave(overwrite: boolean): Promise<void>;
  dismissSaveProblem(): void;
  /** The open case cannot be saved where it lies, and the user has not said yet what is to be. */
  readonly placeAsked: boolean;
  openReadOnly(): Promise<void>;
  dismissPlace(): void;
  annotate(
    subject: string,
    change: Pick<Annotation, 'verdict' | 'tags' | 'note'>,
  ): Promise<Result<Annotation, RequestError>>;
}

/** Where the user is, and which record is open in each table. */
export interface ViewSlice {
  readonly view: ViewId;
  readonly selected: Readonly<Record<Table, string | null>>;
  go(view: ViewId): void;
  select(table: Table, id: string | null): void;
  /** Goes to the page of the table and opens the record there. */
  openRecord(table: Table, id: string): void;
  clearSelections(): void;
}

type Sort = RowsRequest['sort'];

/** What every table is filtered by; the engine does it. */
export interface TableFilter {
  readonly text: string;
  readonly levels: readonly Level[];
  readonly hideKnownGood: boolean;
  readonly sort: Sort;
}

/** What the page of findings narrows further by itself. */
export interface FindingFilter {
  readonly groupBy: 'service' | 'rule';
  readonly component: Component | null;
  readonly technique: string | null;
  readonly verdict: Annotation['verdict'] | null;
  readonly platform: Platform | null;
}

export interface FiltersSlice {
  readonly filters: Readonly<Record<Table, TableFilter>>;
  readonly findingFilter: FindingFilter;
  /** Chosen on the timeline: only what happened then, on every page that knows times. */
  readonly timeRange: TimeRange | null;
  setFilter(table: Table, change: Partial<TableFilter>): void;
  setFindingFilter(change: Partial<FindingFilter>): void;
  setTimeRange(range: TimeRange | null): void;
  /** Everything of this table again, of all times. */
  clearFilter(table: Table): void;
}

/** What the window knows, one slice a concern. A slice may call another's actions, never write its fields. */
export interface Store extends AppSlice, ScanSlice, CaseSlice, ViewSlice, FiltersSlice {}
