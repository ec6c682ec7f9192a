import type { ActivatorDetail, ActivatorMechanism } from '../../../shared/model/activator-detail.ts';
import type {
  Definition,
  FileReference,
  Payload,
  PayloadRole,
  ServiceRecord,
} from '../../../shared/model/service-record.ts';
import type { FileFound } from '../unix/file-lookup.ts';
import { type StartupFile, unreadReason } from './startup-reader.ts';

/** What differs between the things besides units that start a program. */
export interface StartupEntry {
  readonly mechanism: ActivatorMechanism | 'sysv';
  readonly file: StartupFile;
  /** Line of the entry in the file, from 1; null when the file is the entry. */
  readonly line: number | null;
  readonly key?: string | null;
  readonly name?: string;
  readonly kind: 'script' | 'job';
  readonly description?: string | null;
  readonly command: string | null;
  readonly payloads: readonly Payload[];
  readonly enabled: boolean | null;
  readonly startMode: ServiceRecord['startMode'];
  readonly account: string | null;
  readonly user?: string | null;
  readonly trigger?: string | null;
  readonly startsUnit?: string | null;
  readonly properties?: Readonly<Record<string, string | null | undefined>>;
}

/**
 * The record of one such entry. `payloads[0]` is its image, unless it is code of a line. Its id is
 * `linux:<mechanism>:<path>[:<line>]`, its name that of the file, with the line where a file holds many.
 */
export function startupRecord(entry: StartupEntry): ServiceRecord {
  const { mechanism, file, line } = entry;
  const place = line === null ? file.path : `${file.path}:${line}`;
  const first = entry.payloads[0];
  const time = file.stat?.modified ?? null;
  return {
    type: 'service',
    id: `linux:${mechanism}:${place}`,
    platform: 'linux',
    kind: entry.kind,
    name: entry.name ?? (line === null ? file.name : `${file.name}:${line}`),
    displayName: null,
    description: entry.description ?? null,
    command: entry.command,
    image: first === undefined || first.path === '' ? null : fileReference(first),
    payloads: [...entry.payloads],
    startMode: entry.startMode,
    enabled: entry.enabled,
    state: 'configured',
    account: entry.account,
    lastChanged: time,
    provenance: [
      {
        path: file.evidencePath ?? file.path,
        locator:
          line === null ? { kind: 'file' } : { kind: 'line', section: null, key: entry.key ?? null, line },
        time,
      },
    ],
    definitions: [definition(entry.kind === 'script' ? 'script' : 'config', file)],
    ...(mechanism === 'sysv' ? {} : { activator: activator(entry, mechanism) }),
  };
}

export function definition(role: Definition['role'], file: StartupFile): Definition {
  return { role, path: file.path, evidencePath: file.evidencePath };
}

/** The script or program file itself as a payload. */
export function filePayload(file: StartupFile, found: FileFound, role: PayloadRole = 'image'): Payload {
  const { path, evidencePath, state, exists } = found;
  return {
    role,
    from: 'file',
    raw: file.path,
    path,
    arguments: '',
    evidencePath,
    state,
    exists,
    sha256: null,
  };
}

function activator(entry: StartupEntry, mechanism: ActivatorMechanism): ActivatorDetail {
  const properties: Record<string, string> = {};
  for (const [key, value] of Object.entries(entry.properties ?? {})) {
    if (value !== null && value !== undefined) properties[key] = value;
  }
  const unread = unreadReason(entry.file);
  if (unread !== null) properties['Unread'] = unread;
  return {
    mechanism,
    user: entry.user ?? null,
    trigger: entry.trigger ?? null,
    startsUnit: entry.startsUnit ?? null,
    properties,
  };
}

/** The file of a payload. */
export function fileReference({ path, evidencePath, state, exists, sha256 }: Payload): FileReference {
  return { path, evidencePath, state, exists, sha256 };
}
