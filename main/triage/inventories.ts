import type { Platform } from '../../shared/model/common.ts';
import type { Coverage } from '../../shared/model/coverage.ts';
import { LOG_SOURCES } from './registered-sources.ts';

/** The sources that list a system's services; a run in which none of them collected has examined no services. */
const INVENTORIES: Readonly<Record<Platform, readonly string[]>> = {
  windows: ['windows-services'],
  linux: ['systemd-units', 'sysv-scripts', 'openrc-services', 'upstart-jobs'],
  macos: ['launchd-jobs'],
};

/** The sources that read logs. */
const LOGS: readonly string[] = LOG_SOURCES.map(({ id }) => id);

/** Were services examined at all? `platform` null: any system's. */
export function servicesExamined(coverage: readonly Coverage[], platform: Platform | null): boolean {
  const sources = platform === null ? Object.values(INVENTORIES).flat() : INVENTORIES[platform];
  if (coverage.some((row) => row.outcome === 'collected' && sources.includes(row.source))) return true;
  // A folder of logs has no inventory to examine: what its logs say is all that was asked for.
  const rows = coverage.filter((row) => sources.includes(row.source));
  return (
    rows.every((row) => row.outcome === 'notApplicable') &&
    coverage.some((row) => row.outcome === 'collected' && LOGS.includes(row.source))
  );
}

/** The rows that say why no services were examined; empty when some were. */
export function missingInventories(
  coverage: readonly Coverage[],
  platform: Platform | null,
): readonly Coverage[] {
  if (servicesExamined(coverage, platform)) return [];
  const sources = platform === null ? Object.values(INVENTORIES).flat() : INVENTORIES[platform];
  return coverage.filter((row) => row.outcome === 'notPresent' && sources.includes(row.source));
}
