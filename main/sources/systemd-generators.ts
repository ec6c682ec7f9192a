import type { ActivatorMechanism } from '../../shared/model/activator-detail.ts';
import { hasLinuxFolders } from './linux/linux-roots.ts';
import { scriptFile } from './linux/script-file.ts';
import { isExecutable, isMask, type StartupFile, StartupReader } from './linux/startup-reader.ts';
import { startupRecord } from './linux/startup-record.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';

const ID = 'systemd-generators';

const KINDS = [
  { name: 'system-generators', mechanism: 'systemd-generator', isUser: false },
  { name: 'user-generators', mechanism: 'systemd-user-generator', isUser: true },
  { name: 'system-environment-generators', mechanism: 'systemd-environment-generator', isUser: false },
  { name: 'user-environment-generators', mechanism: 'systemd-environment-generator', isUser: true },
] as const satisfies readonly { name: string; mechanism: ActivatorMechanism; isUser: boolean }[];

/** Highest priority first (systemd.generator(7), systemd.environment-generator(7), "DESCRIPTION"). */
const FOLDERS = [
  '/run/systemd',
  '/etc/systemd',
  '/usr/local/lib/systemd',
  '/usr/lib/systemd',
  '/lib/systemd',
];

/** Programs that systemd runs before any unit, at boot and at every reload: as root, or as each user for the user manager. */
export const source: ArtefactSource = {
  id: ID,
  applies: hasLinuxFolders,
  *collect(context: SourceContext): Generator<SourceItem> {
    const reader = new StartupReader(context, ID);
    const counts = { generators: 0, environmentGenerators: 0, masked: 0, shadowed: 0 };
    for (const kind of KINDS) {
      /** What decides about a name: a file that is executable, or a mask; others systemd passes over. */
      const first = new Map<string, { readonly file: StartupFile; readonly masks: boolean }>();
      for (const { files } of reader.foldersOf(FOLDERS.map((folder) => `${folder}/${kind.name}`))) {
        for (const file of files) {
          if (file.problem === 'a folder') continue;
          const decides = first.get(file.name);
          if (isMask(file)) {
            counts.masked += 1;
            if (decides === undefined) first.set(file.name, { file, masks: true });
            continue;
          }
          const runs = isExecutable(file) !== false && file.problem === null;
          if (decides !== undefined) counts.shadowed += 1;
          else if (runs) first.set(file.name, { file, masks: false });
          if (kind.mechanism === 'systemd-environment-generator') counts.environmentGenerators += 1;
          else counts.generators += 1;
          const { payloads, interpreter } = scriptFile(file, reader);
          const enabled = runs && decides === undefined;
          yield startupRecord({
            mechanism: kind.mechanism,
            file,
            line: null,
            kind: 'script',
            command: file.path,
            payloads,
            enabled,
            startMode: enabled ? 'auto' : 'disabled',
            account: kind.isUser ? null : 'root',
            trigger: kind.name,
            properties: {
              Interpreter: interpreter,
              MaskedBy: decides?.masks === true ? decides.file.path : null,
              ShadowedBy: decides?.masks === false ? decides.file.path : null,
              NotExecutable: runs ? null : 'true',
            },
          });
          yield* reader.take();
        }
      }
    }
    yield* reader.end(counts, 'the folders of systemd generators');
  },
};
