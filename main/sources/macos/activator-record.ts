import type { ActivatorDetail, ActivatorMechanism } from '../../../shared/model/activator-detail.ts';
import type { RecordLocator } from '../../../shared/model/provenance.ts';
import type { Definition, Payload, ServiceRecord } from '../../../shared/model/service-record.ts';
import { imageOf } from '../launchd/file-payload.ts';
import type { StartupFile } from '../linux/startup-reader.ts';

/** What differs between the things besides launchd jobs that start a program on macOS. */
export interface ActivatorEntry {
  readonly mechanism: ActivatorMechanism;
  /** The file that says so. */
  readonly file: StartupFile;
  readonly role: Definition['role'];
  /** Where in the file; the file itself when left out. */
  readonly locator?: RecordLocator;
  /** Tells entries of one file apart. */
  readonly part?: string;
  readonly name: string;
  readonly kind: 'script' | 'job';
  readonly description?: string | null;
  readonly command: string | null;
  /** The image first. */
  readonly payloads: readonly Payload[];
  /** null where it depends on the release of macOS. */
  readonly enabled: boolean | null;
  readonly account: string | null;
  readonly user?: string | null;
  readonly trigger: string | null;
  readonly properties?: Readonly<Record<string, string | null>>;
  readonly definitions?: readonly Definition[];
}

/** The record of one such entry; its id is `macos:<mechanism>:<path>[:<part>]`. */
export function activatorRecord(entry: ActivatorEntry): ServiceRecord {
  const { file, mechanism, part } = entry;
  const time = file.stat?.modified ?? null;
  return {
    type: 'service',
    id: `macos:${mechanism}:${file.path}${part === undefined ? '' : `:${part}`}`,
    platform: 'macos',
    kind: entry.kind,
    name: entry.name,
    displayName: null,
    description: entry.description ?? null,
    command: entry.command,
    image: imageOf(entry.payloads),
    payloads: [...entry.payloads],
    startMode: entry.enabled === false ? 'disabled' : 'auto',
    enabled: entry.enabled,
    state: 'configured',
    account: entry.account,
    lastChanged: time,
    provenance: [{ path: file.evidencePath ?? file.path, locator: entry.locator ?? { kind: 'file' }, time }],
    definitions: [
      { role: entry.role, path: file.path, evidencePath: file.evidencePath },
      ...(entry.definitions ?? []),
    ],
    activator: activator(entry),
  };
}

function activator({ mechanism, user, trigger, properties }: ActivatorEntry): ActivatorDetail {
  const kept = Object.entries(properties ?? {}).filter(
    (pair): pair is [string, string] => pair[1] !== null && pair[1] !== '',
  );
  return {
    mechanism,
    user: user ?? null,
    trigger,
    startsUnit: null,
    properties: Object.fromEntries(kept),
  };
}
