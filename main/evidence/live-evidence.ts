import type { Result } from '../../shared/result.ts';
import type { AuditLog } from './audit.ts';
import { openDirectory } from './directory-evidence.ts';
import type { Evidence, EvidenceError } from './evidence.ts';

export interface LiveOptions {
  readonly audit: AuditLog;
}

/** The running host: everything below `/`, on Windows below the system drive. */
export function openLive(options: LiveOptions): Result<Evidence, EvidenceError> {
  const { audit } = options;
  if (process.platform !== 'win32') return openDirectory('/', { audit, kind: 'live' });
  const root = liveWindowsRoot(process.env);
  return openDirectory(root, { audit, kind: 'live', drive: root.slice(0, 1) });
}

/** `C:\` of `SystemDrive=C:`; what is not a drive letter falls back to `C:`, where Windows installs itself. */
export function liveWindowsRoot(environment: { readonly SystemDrive?: string | undefined }): string {
  const drive = /^[A-Za-z]:$/.exec(environment.SystemDrive ?? '')?.[0] ?? 'C:';
  return `${drive.toUpperCase()}\\`;
}
