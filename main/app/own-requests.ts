import type { AppInfo, Chosen, RequestOf } from '../../shared/ipc/contract.ts';
import { TOOL_VERSION } from '../triage/tool.ts';
import type { Choose } from './choose.ts';
import type { Handles } from './handles.ts';
import { isElevated, machineLimits, platformName } from './machine-limits.ts';
import type { RecentCases } from './recent-cases.ts';
import type { RecoveredCases } from './recovered-cases.ts';
import type { Scanning } from './scanning.ts';

/** Number of rules in the build, put there by it: the rules themselves are the engine's. */
declare const DAEMONSCOPE_RULES: number;

/** What the window is told of, besides the machine. */
export interface About {
  readonly handles: Handles;
  readonly recent: RecentCases;
  readonly recovered: RecoveredCases;
  readonly scanning: Scanning;
  readonly startProblem?: string | null;
}

export function appInfo({ handles, recent, recovered, scanning, startProblem }: About): AppInfo {
  const elevated = isElevated(process.platform);
  return {
    version: TOOL_VERSION,
    platform: platformName(process.platform),
    elevated,
    limits: machineLimits(process.platform, elevated),
    recent: recent.list().map((path) => handles.add(path)),
    recovered: recovered.list().map(({ path, ...about }) => ({ handle: handles.add(path).handle, ...about })),
    rules: DAEMONSCOPE_RULES,
    startProblem: startProblem ?? null,
    scanning: scanning.label,
  };
}

export async function choosePath(
  request: RequestOf<'app:choose'>,
  choose: Choose,
  handles: Handles,
): Promise<Chosen | null> {
  const path = await choose(request.what);
  return path === null ? null : handles.add(path);
}
