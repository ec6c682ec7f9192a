import { interfaceCommands } from './linux/interface-commands.ts';
import { hasLinuxFolders } from './linux/linux-roots.ts';
import { scriptRecord } from './linux/script-record.ts';
import { isMask, type StartupFile, StartupReader } from './linux/startup-reader.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';

const ID = 'network-dispatchers';

/**
 * Folders of scripts that run when a network interface comes or goes. `bit`: scripts need the executable bit; `own`: they must belong
 * to root and be writable by nobody else (NetworkManager-dispatcher(8)). The subfolder is part of the trigger.
 */
interface Dispatcher {
  readonly program: string;
  /** Highest priority first; a file hides those of its name in later folders, a link to /dev/null hides them too. */
  readonly folders: readonly string[];
  readonly subfolders: readonly string[];
  readonly bit: boolean;
  readonly own: boolean;
}

const DISPATCHERS: readonly Dispatcher[] = [
  {
    program: 'NetworkManager',
    folders: ['/etc/NetworkManager/dispatcher.d', '/usr/lib/NetworkManager/dispatcher.d'],
    subfolders: ['', 'pre-up.d', 'pre-down.d', 'no-wait.d'],
    bit: true,
    own: true,
  },
  {
    program: 'networkd-dispatcher',
    folders: ['/etc/networkd-dispatcher', '/usr/lib/networkd-dispatcher'],
    subfolders:
      'carrier.d configured.d configuring.d degraded.d dormant.d initialized.d no-carrier.d off.d routable.d'.split(
        ' ',
      ),
    bit: true,
    own: true,
  },
  {
    program: 'ifupdown',
    folders: ['/etc/network'],
    subfolders: ['if-pre-up.d', 'if-up.d', 'if-down.d', 'if-post-down.d'],
    bit: true,
    own: false,
  },
  {
    program: 'dhclient',
    folders: ['/etc/dhcp', '/etc/dhcp3'],
    subfolders: ['dhclient-enter-hooks.d', 'dhclient-exit-hooks.d'],
    // dhclient-script(8) reads them in.
    bit: false,
    own: false,
  },
  {
    program: 'pppd',
    folders: ['/etc/ppp'],
    subfolders: ['ip-pre-up.d', 'ip-up.d', 'ip-down.d', 'ipv6-up.d', 'ipv6-down.d'],
    bit: true,
    own: false,
  },
];
/** Scripts of their own, by program. */
const SINGLE = [
  ['dhclient', '/etc/dhclient-enter-hooks', false],
  ['dhclient', '/etc/dhclient-exit-hooks', false],
  ['dhcpcd', '/etc/dhcpcd.enter-hook', false],
  ['dhcpcd', '/etc/dhcpcd.exit-hook', false],
  ['pppd', '/etc/ppp/ip-up.local', true],
  ['pppd', '/etc/ppp/ip-down.local', true],
  ['ifup', '/sbin/ifup-local', true],
  ['ifup', '/sbin/ifdown-local', true],
] as const;

/** Scripts and commands that run whenever the network changes, so at every boot. */
export const source: ArtefactSource = {
  id: ID,
  applies: hasLinuxFolders,
  *collect(context: SourceContext): Generator<SourceItem> {
    const reader = new StartupReader(context, ID);
    const counts = { scripts: 0, enabled: 0, interfaceCommands: 0 };
    const emit = function* (file: StartupFile, trigger: string, needsBit: boolean, why: Hindrance) {
      const script = { mechanism: 'network-dispatcher', file, trigger, needsBit, hindrance: why } as const;
      const record = scriptRecord(script, reader);
      counts.scripts += 1;
      if (record.enabled === true) counts.enabled += 1;
      yield record;
      yield* reader.take();
    };
    for (const { program, folders, subfolders, bit, own } of DISPATCHERS) {
      for (const subfolder of subfolders) {
        const first = new Map<string, string>();
        for (const { files } of reader.foldersOf(folders.map((folder) => `${folder}/${subfolder}`))) {
          for (const file of files) {
            if (
              file.problem === 'a folder' ||
              /^\.|~$|\.(?:dpkg-\w+|rpmnew|rpmsave|bak|swp)$/.test(file.name)
            )
              continue;
            const hidden = first.get(file.name);
            if (hidden === undefined) first.set(file.name, file.path);
            if (isMask(file)) continue;
            const why = hidden === undefined ? (own ? untrusted(file) : null) : { ShadowedBy: hidden };
            yield* emit(file, `${program} ${subfolder}`.trim(), bit, why);
          }
        }
      }
    }
    for (const [program, path, bit] of SINGLE) {
      const file = reader.single(path);
      if (file !== null) yield* emit(file, program, bit, null);
    }
    for (const record of interfaceCommands(reader)) {
      counts.interfaceCommands += 1;
      yield record;
    }
    yield* reader.end(counts, 'the folders of network dispatchers and /etc/network/interfaces');
  },
};

type Hindrance = Readonly<Record<string, string>> | null;

/** What makes NetworkManager and networkd-dispatcher refuse a script; what the evidence does not tell hinders nothing. */
function untrusted({ stat }: StartupFile): Hindrance {
  if (stat === null) return null;
  if (stat.uid !== null && stat.uid !== 0) return { Refused: `owner is ${stat.uid}, not root` };
  if (stat.mode !== null && (stat.mode & 0o022) !== 0) return { Refused: 'others than root may write it' };
  if (stat.mode !== null && (stat.mode & 0o4000) !== 0) return { Refused: 'it is setuid' };
  return null;
}
