import type { Definition, Payload, ServiceRecord } from '../../../shared/model/service-record.ts';
import type { SysvDetail } from '../../../shared/model/sysv-detail.ts';
import { type InitScript, parseInitScript } from '../../formats/init-script/parse-init-script.ts';
import type { InitSystem } from './init-system.ts';
import { unitOfScript } from './native-units.ts';
import type { RunlevelLink } from './runlevel-links.ts';
import { scriptCommands } from './script-commands.ts';
import { interpreterPayloads } from './script-file.ts';
import { isExecutable, type StartupFile, type StartupReader, unreadReason } from './startup-reader.ts';
import { definition, filePayload, startupRecord } from './startup-record.ts';

export interface SysvScope {
  readonly reader: StartupReader;
  readonly init: InitSystem;
  readonly units: ReadonlyMap<string, string>;
}

/**
 * Runlevels in which a host works; what starts in 0 and 6 runs when it halts, in 1 for maintenance. systemd looks at neither rcS.d nor
 * SUSE's boot.d (sysv-generator.c, rcnd_table).
 */
const WORKING = new Set(['2', '3', '4', '5']);
const EARLY = new Set(['S', 'boot']);
/** Files from which init scripts by custom read variables, DAEMON= among them. */
const SETTINGS_FOLDERS = ['/etc/default', '/etc/sysconfig'];

/**
 * Record of an init script, or of what a runlevel folder names besides init scripts, with its links; null for a service of OpenRC,
 * which is another source's.
 */
export function sysvRecord(
  file: StartupFile,
  links: readonly RunlevelLink[],
  isInitScript: boolean,
  scope: SysvScope,
): ServiceRecord | null {
  const { reader } = scope;
  const bytes = reader.bytes(file);
  const script = parseInitScript(bytes ?? new Uint8Array());
  if (script.isOpenRc) return null;
  const replacedByUnit = scope.units.get(unitOfScript(file.name)) ?? null;
  const isReplaced = replacedByUnit !== null && scope.init !== 'other';
  const starts = links.some((link) => startsIt(link, file, isInitScript, scope.init));
  const enabled = starts && !isReplaced && isExecutable(file) !== false && file.problem === null;
  const payloads: Payload[] = [filePayload(file, reader.files.find(file.path))];
  payloads.push(...interpreterPayloads(script.shebang, reader.files));
  const commands = scriptCommands(script.text, {
    files: reader.files,
    variables: new Map([['NAME', script.lsb.provides[0] ?? file.name]]),
  });
  payloads.push(...commands.payloads);
  if (commands.cut)
    reader.cut(file, 'too long: only the first lines of the script, or not all that they run, are shown');

  const record = startupRecord({
    mechanism: 'sysv',
    file,
    line: null,
    kind: 'script',
    description: script.lsb.shortDescription ?? script.lsb.description ?? script.description,
    command: file.path,
    payloads,
    enabled,
    startMode: isReplaced ? 'disabled' : enabled ? 'auto' : 'demand',
    account: 'root',
  });
  // What enables a script is as old as its link, not as the script; a copy in its place has a time of its own.
  const time = ({ file: { link, linked, stat } }: RunlevelLink) =>
    link === null ? (stat?.modified ?? null) : linked;
  return {
    ...record,
    provenance: [
      ...record.provenance,
      ...links.map((link) => ({
        path: link.detail.path,
        locator: { kind: 'file' } as const,
        time: time(link),
      })),
    ],
    definitions: [...(record.definitions ?? []), ...settingsFiles(file, reader)],
    sysv: detail(file, script, links, replacedByUnit),
  };
}

/** systemd takes a link by its name for the init script of that name, wherever it leads; init(8) runs what it leads to. */
function startsIt(link: RunlevelLink, file: StartupFile, isInitScript: boolean, init: InitSystem): boolean {
  const { action, runlevel } = link.detail;
  if (action !== 'start') return false;
  if (init === 'systemd') return isInitScript && link.name === file.name && WORKING.has(runlevel);
  return WORKING.has(runlevel) || EARLY.has(runlevel);
}

function settingsFiles(file: StartupFile, reader: StartupReader): Definition[] {
  const found: Definition[] = [];
  for (const folder of SETTINGS_FOLDERS) {
    const path = `${folder}/${file.name.replace(/\.sh$/, '')}`;
    const settings = reader.files.find(path);
    if (settings.state === 'found')
      found.push({ ...definition('config', file), path, evidencePath: settings.evidencePath });
  }
  return found;
}

function detail(
  file: StartupFile,
  script: InitScript,
  links: readonly RunlevelLink[],
  replacedByUnit: string | null,
): SysvDetail {
  const { provides, requiredStart, requiredStop, shouldStart, defaultStart, defaultStop } = script.lsb;
  return {
    script: file.evidencePath ?? file.path,
    interpreter: script.shebang?.interpreter ?? null,
    lsb: {
      provides: [...provides],
      requiredStart: [...requiredStart],
      requiredStop: [...requiredStop],
      shouldStart: [...shouldStart],
      defaultStart: [...defaultStart],
      defaultStop: [...defaultStop],
      shortDescription: script.lsb.shortDescription,
      description: script.lsb.description,
    },
    hasLsbHeader: script.hasLsbHeader,
    chkconfig: script.chkconfig,
    links: links.map((link) => link.detail),
    replacedByUnit,
    unread: unreadReason(file),
  };
}
