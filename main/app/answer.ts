import type { Channel, Envelope, RequestOf } from '../../shared/ipc/contract.ts';
import { refuse } from './answer-checked.ts';
import type { Choose } from './choose.ts';
import type { EngineHost } from './engine-host.ts';
import type { Handles } from './handles.ts';
import { appInfo, choosePath } from './own-requests.ts';
import type { RecentCases } from './recent-cases.ts';
import type { RecoveredCases } from './recovered-cases.ts';
import { exportWithPdf, type PrintPdf } from './report-pdf.ts';
import { handlesOf } from './request-handles.ts';
import type { Scanning } from './scanning.ts';

export interface Answering {
  readonly engine: Pick<EngineHost, 'ask'>;
  readonly handles: Handles;
  readonly recent: RecentCases;
  readonly recovered: RecoveredCases;
  readonly scanning: Scanning;
  readonly choose: Choose;
  readonly printPdf: PrintPdf;
  /** Why the case file of the command line is not open. */
  readonly startProblem?: string | null;
}

/** Who answers what: the main process what the system must be asked for, the engine all about evidence and cases. */
export async function answer(
  parts: Answering,
  channel: Channel,
  asked: RequestOf<Channel>,
): Promise<Envelope<unknown>> {
  const { engine, handles, recent, recovered, scanning, choose } = parts;
  switch (channel) {
    case 'app:info':
      return { ok: true, value: appInfo(parts) };
    case 'app:choose':
      return { ok: true, value: await choosePath(asked as RequestOf<'app:choose'>, choose, handles) };
    case 'app:forget':
      return forget(parts, (asked as RequestOf<'app:forget'>).handle);
    default:
  }
  let request: RequestOf<Channel> = asked;
  if (channel === 'case:save' && (request as RequestOf<'case:save'>).handle === null) {
    const file = await whereToSave(parts);
    if (file === 'cancelled') return refuse('cannot-write', 'No file was chosen.');
    if (file !== null) request = { ...(request as RequestOf<'case:save'>), handle: handles.add(file).handle };
  }
  const paths = handles.resolve(handlesOf(channel, request));
  if (paths === undefined) return refuse('not-found', 'What was chosen is no longer known. Choose it again.');
  if (channel === 'report:export') {
    return exportWithPdf(engine, parts.printPdf, request as RequestOf<'report:export'>, paths);
  }
  // A scan that is refused because one runs leaves nothing.
  const scans = channel === 'scan:start' && scanning.label === null;
  if (scans || channel === 'case:open') recovered.setAside();
  const envelope = await engine.ask(channel, request, paths);
  // A scan takes the place of the open case when it is done.
  if (channel === 'case:open' || (scans && !envelope.ok)) recovered.left(envelope.ok);
  if (envelope.ok && channel === 'scan:start') {
    const { target } = request as RequestOf<'scan:start'>;
    scanning.begin(target === 'live' ? 'this machine' : handles.label(target));
  }
  if (envelope.ok && channel === 'scan:keep') {
    const { folder } = request as RequestOf<'scan:keep'>;
    const path = folder === null ? undefined : paths[folder];
    if (path !== undefined) recovered.addFolder(path);
  }
  if (envelope.ok && (channel === 'case:open' || channel === 'case:save')) {
    const { handle } = request as RequestOf<'case:save'>;
    const path = handle === null ? undefined : paths[handle];
    // A recovered case is offered as one until it is saved.
    if (path !== undefined && !recovered.list().some((one) => one.path === path)) recent.add(path);
  }
  return envelope;
}

/** Only what the window was offered as recovered can be deleted. */
function forget({ handles, recovered }: Answering, handle: string): Envelope<unknown> {
  const path = handles.path(handle);
  try {
    if (path !== undefined && recovered.forget(path)) return { ok: true, value: {} };
  } catch (error) {
    return refuse(
      'cannot-write',
      `It could not be deleted: ${error instanceof Error ? error.message : error}`,
    );
  }
  return refuse('not-found', 'There is no such recovered case any more.');
}

/** Where a case is saved that has no file yet; null when it has one. */
async function whereToSave(parts: Answering): Promise<string | 'cancelled' | null> {
  const overview = await parts.engine.ask('case:overview', {}, {});
  if (!overview.ok || (overview.value as { file?: unknown }).file !== null) return null;
  return (await parts.choose('save-case')) ?? 'cancelled';
}
