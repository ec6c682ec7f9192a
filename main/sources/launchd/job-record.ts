import type { LaunchdDetail } from '../../../shared/model/launchd-detail.ts';
import type { Provenance } from '../../../shared/model/provenance.ts';
import type { ServiceKind, ServiceRecord } from '../../../shared/model/service-record.ts';
import type { UnixFiles } from '../unix/file-lookup.ts';
import { text } from './dictionary.ts';
import { imageOf } from './file-payload.ts';
import type { JobFile } from './job-file.ts';
import { commandText, jobCommand, jobPayloads } from './job-programs.ts';
import { isJob } from './read-folder.ts';
import { triggeredStart } from './start-mode.ts';

export interface JobVerdict {
  readonly enabled: boolean | null;
  /** Places beside the file that decided it. */
  readonly provenance: readonly Provenance[];
}

/** The record of one file of jobs. A file that is none, or that could not be read, is of kind `other` and keeps its name. */
export function jobRecord(
  file: JobFile,
  detail: LaunchdDetail,
  verdict: JobVerdict,
  files: UnixFiles,
): ServiceRecord {
  const { dict, name, path, target, modified } = file;
  const isKnown = dict !== null && isJob(dict);
  const command = dict === null ? null : jobCommand(dict);
  const payloads = jobPayloads(command, detail, files);
  const { enabled } = verdict;
  const kind: ServiceKind = isKnown ? file.folder.type : 'other';
  return {
    type: 'service',
    id: `macos:${path}`,
    platform: 'macos',
    kind,
    name: detail.label || name,
    displayName: null,
    description: dict === null ? null : text(dict, 'ServiceDescription'),
    command: command === null ? null : commandText(command.argv),
    image: imageOf(payloads),
    payloads,
    startMode: isKnown ? (enabled === false ? 'disabled' : triggeredStart(detail)) : null,
    enabled: isKnown ? enabled : null,
    state: 'configured',
    account: isKnown ? accountOf(detail) : null,
    lastChanged: modified,
    provenance: [
      {
        path,
        locator: command === null ? { kind: 'file' } : { kind: 'plist', key: command.from },
        time: modified,
      },
      ...verdict.provenance,
    ],
    definitions: [{ role: 'plist', path, evidencePath: target }],
    launchd: detail,
  };
}

/**
 * launchd.plist(5): UserName is for the system's domain only, so an agent runs as the user who logs in, and one that is limited to
 * the login window as root.
 */
function accountOf({ type, userName, user, limitLoadToSessionType }: LaunchdDetail): string | null {
  if (type === 'daemon') return userName ?? 'root';
  const atLogin =
    limitLoadToSessionType.length > 0 && limitLoadToSessionType.every((one) => one === 'LoginWindow');
  return user ?? (atLogin ? 'root' : null);
}
