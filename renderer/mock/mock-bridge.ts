import type {
  Annotation,
  AnswerOf,
  Bridge,
  CaseOverview,
  Channel,
  Envelope,
  RequestError,
  RequestOf,
} from '../../shared/ipc/contract.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';
import { mockRecord, mockTimeline } from './mock-records.ts';
import { mockGroups, mockRows } from './mock-rows.ts';
import { mockScan, type Tell } from './mock-scan.ts';
import { mockTable } from './mock-tables.ts';

type Handlers = { readonly [C in Channel]: (request: RequestOf<C>) => AnswerOf<C> | RequestError };

const NO_CASE: RequestError = { code: 'no-case', message: 'No case is open.' };
const isError = (answer: unknown): answer is RequestError =>
  typeof answer === 'object' && answer !== null && 'code' in answer && 'message' in answer;

/** Answers the contract from one result in memory. `open`: as if its case were open already. */
export function mockBridge(result: TriageResult, options: { readonly open: boolean }): Bridge {
  const listeners = new Map<string, Set<(value: never) => void>>();
  const tell: Tell = (notice, value) => {
    for (const listener of listeners.get(notice) ?? []) (listener as (value: unknown) => void)(value);
  };
  const annotations = new Map<string, Annotation>();
  let open = options.open;
  let file: string | null = null;
  let saved = false;
  let access: CaseOverview['access'] = 'writable';
  let incomplete = false;
  let stop: (() => void) | null = null;

  const overview = (): CaseOverview => ({
    header: result.header,
    summary: result.summary,
    coverage: [...result.coverage],
    annotations: annotations.size,
    saved,
    file,
    access,
    incomplete,
    gaps: false,
  });
  const handlers: Handlers = {
    'app:info': () => ({
      version: '0.1.0',
      platform: 'linux',
      elevated: false,
      limits: [
        'Units and homes of other users are not readable without root.',
        'Programs that other accounts run cannot be seen in /proc.',
      ],
      recent: [
        { handle: 'recent-1', label: 'case-2026-031.daemonscope' },
        { handle: 'recent-2', label: 'fileserver.daemonscope' },
      ],
      recovered: [
        { handle: 'recovered-1', begun: '2026-01-02T03:04:05Z', incomplete: true, size: 1_234_567 },
      ],
      rules: result.header.tool.rules,
      startProblem: null,
      scanning: null,
    }),
    'app:choose': ({ what }) => ({
      handle: `chosen-${what}`,
      label:
        what === 'folder' ? '/mnt/evidence' : what === 'output-folder' ? '/cases/out' : 'case.daemonscope',
    }),
    'app:forget': () => ({}),
    'scan:keep': () => ({}),
    'scan:start': () => {
      stop = mockScan(result, (notice, value) => {
        if (notice === 'scan:done') {
          open = true;
          incomplete = (value as { cancelled: boolean }).cancelled;
        }
        tell(notice, value);
      });
      return {};
    },
    'scan:cancel': () => {
      stop?.();
      return {};
    },
    'case:open': ({ handle }) => {
      open = true;
      saved = true;
      // The second of the recent ones lies where nothing can be written.
      access = handle === 'recent-2' ? 'unwritable' : 'writable';
      file = 'case.daemonscope';
      return overview();
    },
    'case:read-only': () => {
      access = 'read-only';
      return overview();
    },
    'case:save': () => {
      saved = true;
      access = 'writable';
      file = 'case.daemonscope';
      return overview();
    },
    'case:overview': () => (open ? overview() : NO_CASE),
    'case:rows': (request) => mockRows(mockTable(result, request.table, annotations), request),
    'case:groups': (request) => mockGroups(mockTable(result, request.table, annotations), request),
    'case:record': ({ table, id }) =>
      mockRecord(result, table, id, annotations) ?? { code: 'not-found', message: `No record ${id}.` },
    'case:timeline': ({ bins, range }) => mockTimeline(result, bins, range),
    'case:annotate': (request) => {
      saved = false;
      const annotation = { ...request, when: new Date().toISOString() };
      annotations.set(request.subject, annotation);
      return annotation;
    },
    'case:compare': () => ({
      before: 'case-before.daemonscope',
      added: result.services.slice(0, 3).map(({ id, name }) => ({ id, name })),
      removed: [{ id: 'windows:oldagent', name: 'OldAgent' }],
      changed: result.services.slice(3, 6).map(({ id, name, command, startMode }) => ({
        id,
        name,
        fields: [
          { field: 'command', before: `${command ?? ''} -quiet`, after: command },
          { field: 'startMode', before: 'disabled', after: startMode },
        ],
      })),
    }),
    'report:preview': () => ({
      html: `<!doctype html><html lang="en"><title>Report</title><style>body{font:14px sans-serif;padding:24px}</style><h1>Triage report</h1><p>${result.summary.verdict}</p></html>`,
    }),
    'report:export': ({ formats }) => ({
      folder: '/cases/out',
      files: [...formats.map((format) => `report.${format}`), 'manifest.json'],
      commandLine: `daemonscope report case.daemonscope --format ${formats.join(',')}`,
    }),
  };
  return {
    async request<C extends Channel>(channel: C, request: RequestOf<C>): Promise<Envelope<AnswerOf<C>>> {
      const answer = (handlers[channel] as (request: unknown) => AnswerOf<C> | RequestError)(request);
      return isError(answer) ? { ok: false, error: answer } : { ok: true, value: answer };
    },
    on(notice, listener) {
      const set = listeners.get(notice) ?? new Set();
      listeners.set(notice, set);
      set.add(listener as (value: never) => void);
      return () => set.delete(listener as (value: never) => void);
    },
  };
}
