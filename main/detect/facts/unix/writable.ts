import type { ServiceRecord } from '../../../../shared/model/service-record.ts';
import type { FactContext } from '../fact-context.ts';
import { binaryOf, definitionFiles, payloadFiles } from './file-facts.ts';

/** Who may change one file of a service. */
export interface Writer {
  readonly path: string;
  /** `everyone`, `group NAME`, `user NAME`. */
  readonly who: string;
  /** Folder through which the way leads; null when it is the file itself. */
  readonly through: string | null;
}

/**
 * Groups whose members are administrators anyway. `staff` may write below /usr/local on Debian (Debian Policy 9.1.2); on macOS it
 * holds every user, so callers there pass their own.
 */
export const LINUX_ADMIN_GROUPS: ReadonlySet<string> = new Set(['root', 'wheel', 'sudo', 'admin', 'staff']);

/**
 * Accounts besides root that may change a definition or payload of the service, without the account that it runs as anyway, and
 * without groups of administrators.
 */
export function writers(
  record: ServiceRecord,
  context: FactContext,
  adminGroups: ReadonlySet<string> = LINUX_ADMIN_GROUPS,
): Writer[] {
  const found: Writer[] = [];
  const own = record.account ?? 'root';
  const seen = new Set<string>();
  for (const file of [...definitionFiles(record), ...payloadFiles(record)]) {
    if (seen.has(file.path)) continue;
    seen.add(file.path);
    for (const text of binaryOf(file, context)?.writableBy ?? []) {
      const through = /^(.*?) \((\/.*)\)$/s.exec(text);
      const who = through?.[1] ?? text;
      if (who === `user ${own}` || who === `group ${own}`) continue;
      if (who.startsWith('group ') && adminGroups.has(who.slice('group '.length))) continue;
      found.push({ path: file.path, who, through: through?.[2] ?? null });
    }
  }
  return found;
}
