import type { Payload } from '../../shared/model/service-record.ts';
import { ellipsis } from '../../shared/text.ts';
import { parseExecLine } from '../formats/systemd-unit/exec-command.ts';
import { parseUnitFile, type UnitSection } from '../formats/systemd-unit/parse-unit-file.ts';
import { hasLinuxFolders } from './linux/linux-roots.ts';
import { type StartupFile, StartupReader } from './linux/startup-reader.ts';
import { startupRecord } from './linux/startup-record.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';
import { readAccounts } from './unix/accounts.ts';
import { commandPayloads } from './unix/command-payloads.ts';

const ID = 'quadlets';
/** Folders of one root that are looked into; those of real hosts have none below them. */
const MAX_FOLDERS = 1_024;
/** Characters of a command that a record shows. */
const MAX_COMMAND = 8_192;
/** Files that become a service; the others (.volume, .network, .image, .build) run nothing of their own. */
const TYPE = /\.(container|kube|pod)$/;
const ON_HOST = /^Exec(?:Condition|StartPre|StartPost|Reload|Stop|StopPost)$/;

/**
 * Containers that systemd starts: files from which Podman's generator makes units at each boot (podman-systemd.unit(5)). The units
 * themselves lie in /run and are gone with the power.
 */
export const source: ArtefactSource = {
  id: ID,
  applies: hasLinuxFolders,
  *collect(context: SourceContext): Generator<SourceItem> {
    const reader = new StartupReader(context, ID);
    const counts = { containers: 0, enabled: 0 };
    const folders = quadletFolders(context);
    for (const { path, user } of folders) {
      const folder = reader.folder(path);
      if (folder === null) continue;
      for (const name of folder.folders) {
        // `x.container.d` holds drop-ins.
        if (!name.endsWith('.d') && folders.length < MAX_FOLDERS)
          folders.push({ path: `${path}/${name}`, user });
      }
      for (const file of folder.files) {
        const type = TYPE.exec(file.name)?.[1];
        if (type === undefined || file.problem === 'a folder' || file.problem === 'missing') continue;
        const record = quadletRecord(file, type, user, folder.path, reader);
        counts.containers += 1;
        if (record.enabled === true) counts.enabled += 1;
        yield record;
      }
      yield* reader.take();
    }
    yield* reader.end(counts, 'the folders of Podman’s units (/etc/containers/systemd)');
  },
};

interface Place {
  readonly path: string;
  /** Account whose manager starts them; null for the system's, and for those of all users. */
  readonly user: string | null;
}

function quadletFolders({ evidence }: SourceContext): Place[] {
  const places: Place[] = [];
  for (const { name, uid, home } of readAccounts(evidence).users) {
    if (home.startsWith('/') && home !== '/')
      places.push({ path: `${home}/.config/containers/systemd`, user: name });
    places.push({ path: `/etc/containers/systemd/users/${uid}`, user: name });
  }
  for (const top of ['/etc', '/run', '/usr/local/share', '/usr/share'])
    places.push({ path: `${top}/containers/systemd`, user: null });
  return places;
}

function quadletRecord(
  file: StartupFile,
  type: string,
  user: string | null,
  folder: string,
  reader: StartupReader,
) {
  const sections = [file, ...dropIns(file, folder, reader)].flatMap((one) => {
    const bytes = reader.bytes(one);
    return bytes === null ? [] : parseUnitFile(bytes, `${one.path}.service`).sections;
  });
  const own = type === 'container' ? 'Container' : type === 'kube' ? 'Kube' : 'Pod';
  const all = (key: string, section = own): string[] => valuesOf(sections, section, key);
  const wantedBy = [...all('WantedBy', 'Install'), ...all('RequiredBy', 'Install')].join(' ');
  const stem = file.name.slice(0, -type.length - 1);
  const service = all('ServiceName', own).at(-1) ?? (type === 'pod' ? `${stem}-pod` : stem);
  return startupRecord({
    mechanism: 'quadlet',
    file,
    line: null,
    kind: 'job',
    description: all('Description', 'Unit').at(-1) ?? null,
    command: ellipsis(podmanCommand(type, all), MAX_COMMAND),
    payloads: onHost(sections, reader),
    enabled: wantedBy !== '',
    startMode: wantedBy === '' ? 'demand' : 'auto',
    account: user ?? 'root',
    user,
    trigger: wantedBy || null,
    startsUnit: `${service}.service`,
    properties: { Image: all('Image').at(-1), Yaml: all('Yaml').at(-1) },
  });
}

/** What the generator's unit runs, without what every one of them has (`--rm`, `--replace`, names of control groups). */
function podmanCommand(type: string, all: (key: string) => string[]): string {
  const flags = [
    ...all('PodmanArgs'),
    ...all('Volume').map((value) => `-v ${value}`),
    ...all('Mount').map((value) => `--mount ${value}`),
    ...all('PublishPort').map((value) => `-p ${value}`),
    ...all('Network').map((value) => `--network ${value}`),
    ...all('AddCapability').map((value) => `--cap-add ${value}`),
    ...all('AddDevice').map((value) => `--device ${value}`),
    ...all('SecurityLabelDisable').flatMap((value) =>
      /^(?:1|y|yes|t|true|on)$/i.test(value) ? ['--security-opt label=disable'] : [],
    ),
    ...all('Environment').map((value) => `-e ${value}`),
    ...all('Entrypoint').map((value) => `--entrypoint ${value}`),
  ];
  const verb =
    type === 'container' ? 'podman run' : type === 'kube' ? 'podman kube play' : 'podman pod create';
  const last = (key: string): string[] => all(key).slice(-1);
  const what =
    type === 'container' ? [...last('Image'), ...last('Exec')] : type === 'kube' ? last('Yaml') : [];
  return [verb, ...flags, ...what].join(' ');
}

/** Commands that run outside the container. */
function onHost(sections: readonly UnitSection[], reader: StartupReader): Payload[] {
  return sections.flatMap(({ name, assignments }) =>
    assignments.flatMap(({ key, value, line }) =>
      name !== 'Service' || !ON_HOST.test(key)
        ? []
        : parseExecLine(value).commands.flatMap(({ path, argv }) =>
            commandPayloads(
              [path, ...argv.slice(1)],
              { role: 'script', from: `line ${line}`, raw: value },
              reader.files,
            ),
          ),
    ),
  );
}

/** `x.container.d/*.conf` beside the file. */
function dropIns(file: StartupFile, folder: string, reader: StartupReader): StartupFile[] {
  const found = reader.folder(`${folder}/${file.name}.d`)?.files ?? [];
  return found.filter(({ name, problem }) => name.endsWith('.conf') && problem === null);
}

/** Values of a key that count: an empty one takes away those before it. */
function valuesOf(sections: readonly UnitSection[], section: string, key: string): string[] {
  let values: string[] = [];
  for (const { name, assignments } of sections) {
    if (name !== section) continue;
    for (const one of assignments) {
      if (one.key !== key) continue;
      if (one.value === '') values = [];
      else values.push(one.value);
    }
  }
  return values;
}
