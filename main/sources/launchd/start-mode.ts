import type { LaunchdDetail } from '../../../shared/model/launchd-detail.ts';
import type { StartMode } from '../../../shared/model/service-record.ts';

/**
 * When launchd would start it, were it loaded: `auto` by itself or by something that is not asked for (time, path, mount, event);
 * `demand` for those that wait for a client (MachServices, Sockets) or for launchctl.
 */
export function triggeredStart(detail: LaunchdDetail): StartMode {
  const { runAtLoad, keepAlive, startInterval, startCalendarInterval, startOnMount } = detail;
  const isAuto =
    runAtLoad === true ||
    isKeptAlive(keepAlive) ||
    startInterval !== null ||
    startCalendarInterval.length > 0 ||
    startOnMount === true ||
    detail.watchPaths.length > 0 ||
    detail.queueDirectories.length > 0 ||
    detail.launchEvents.length > 0;
  return isAuto ? 'auto' : 'demand';
}

/** True, or a dictionary with conditions. */
function isKeptAlive(keepAlive: unknown): boolean {
  return (
    keepAlive === true ||
    (typeof keepAlive === 'object' && keepAlive !== null && Object.keys(keepAlive).length > 0)
  );
}
