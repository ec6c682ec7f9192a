import { resolve } from 'node:path';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { AuditLog } from './audit.ts';
import type { Evidence, EvidenceError } from './evidence.ts';
import { fileSystem as fs } from './file-system.ts';
import { HostSource } from './host-source.ts';
import { failureReason } from './host-stat.ts';
import { treeEvidence } from './tree-evidence.ts';

export interface DirectoryOptions {
  readonly audit: AuditLog;
  /** `live` allows what only a running system does: files that grow while they are read. */
  readonly kind?: 'directory' | 'live';
  /** What the user named, for the report; the host path unless given. */
  readonly target?: string;
  /** Drive letter of the root when it is known (live Windows): links to other drives then lead out of it. */
  readonly drive?: string;
}

/**
 * A folder of the host as evidence: a mounted image or collected artefacts. The folder itself may be reached through
 * links, resolved once here; below it the host never follows one. Reading leaves files' access times alone where the
 * system permits; folders' access times follow the mount's options (mount images read-only).
 */
export function openDirectory(hostRoot: string, options: DirectoryOptions): Result<Evidence, EvidenceError> {
  const { audit, kind = 'directory' } = options;
  const target = options.target ?? hostRoot;
  const refused = (code: EvidenceError['code'], reason: string) => {
    audit.record({ action: 'failed', path: target, detail: reason });
    return fail({ code, path: target, reason });
  };
  try {
    const named = resolve(hostRoot);
    const root = fs.realpathSync(named);
    if (!fs.lstatSync(root).isDirectory()) return refused('not-a-directory', 'not a folder');
    const source = new HostSource({
      root,
      rootAliases: root === named ? [] : [named],
      live: kind === 'live',
      drive: options.drive ?? null,
    });
    return ok(treeEvidence(source, { kind, target, audit }));
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return missing ? refused('missing', 'not found') : refused('unreadable', failureReason(error));
  }
}
