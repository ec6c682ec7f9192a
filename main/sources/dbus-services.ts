import { shellWords } from '../../shared/unix/shell-words.ts';
import { type DbusService, parseDbusService } from '../formats/dbus-service/parse-dbus-service.ts';
import { type DbusFolder, dbusFolders } from './linux/dbus-folders.ts';
import { hasLinuxFolders } from './linux/linux-roots.ts';
import { type StartupFile, StartupReader } from './linux/startup-reader.ts';
import { startupRecord } from './linux/startup-record.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';
import { readAccounts } from './unix/accounts.ts';
import { commandPayloads } from './unix/command-payloads.ts';

const ID = 'dbus-services';

/** Bus names that D-Bus starts a program or a systemd unit for as soon as somebody asks for them. */
export const source: ArtefactSource = {
  id: ID,
  applies: hasLinuxFolders,
  *collect(context: SourceContext): Generator<SourceItem> {
    const reader = new StartupReader(context, ID);
    const counts = { system: 0, session: 0, accessibility: 0, shadowed: 0 };
    const first = new Map<string, string>();
    for (const place of dbusFolders(readAccounts(context.evidence), reader)) {
      const folder = reader.folder(place.path);
      for (const file of folder?.files ?? []) {
        if (!file.name.endsWith('.service') || file.problem === 'a folder') continue;
        const bytes = reader.bytes(file);
        const service = bytes === null ? null : parseDbusService(bytes);
        if (service?.problem != null) reader.report('dbus-service-malformed', file.path, service.problem);
        if (service !== null) {
          counts[place.bus] += 1;
          const key = `${place.bus}\0${service.name}`;
          // Other users do not see what one has in his home.
          const known = first.get(key) ?? first.get(`${key}\0${place.user}`) ?? null;
          const shadowedBy = service.problem === null ? known : null;
          if (shadowedBy !== null) counts.shadowed += 1;
          else if (service.problem === null)
            first.set(place.user === null ? key : `${key}\0${place.user}`, file.path);
          yield record(file, service, place, shadowedBy, reader);
        }
        yield* reader.take();
      }
    }
    yield* reader.end(counts, 'the folders of D-Bus services (/usr/share/dbus-1)');
  },
};

function record(
  file: StartupFile,
  service: DbusService,
  place: DbusFolder,
  shadowedBy: string | null,
  reader: StartupReader,
) {
  const { name, exec, user, systemdService } = service;
  const isSystem = place.bus === 'system';
  const options = { role: 'image', from: 'Exec', raw: exec ?? '' } as const;
  const isUsed = service.problem === null && shadowedBy === null;
  return {
    ...startupRecord({
      mechanism: 'dbus-service',
      file,
      line: null,
      kind: 'job',
      command: exec,
      payloads: exec === null ? [] : commandPayloads(shellWords(exec), options, reader.files),
      enabled: isUsed,
      startMode: isUsed ? 'demand' : 'disabled',
      account: isSystem ? (user ?? 'root') : place.user,
      user: isSystem ? user : place.user,
      trigger: name,
      startsUnit: systemdService,
      properties: {
        ...service.other,
        Bus: place.bus,
        ShadowedBy: shadowedBy,
        // On the system bus a file must be named after its bus name (D-Bus Specification, "Message Bus Starting Services").
        NameDiffers: isSystem && name !== null && file.name !== `${name}.service` ? 'true' : null,
      },
    }),
    provenance: [
      {
        path: file.evidencePath ?? file.path,
        locator: {
          kind: 'line',
          section: 'D-BUS Service',
          key: exec === null ? null : 'Exec',
          line: service.line,
        },
        time: file.stat?.modified ?? null,
      },
    ],
  } satisfies SourceItem;
}
