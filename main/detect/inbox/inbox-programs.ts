import { splitCommand } from '../facts/command-line.ts';
import { canonicalPath, fileName } from '../facts/windows-path.ts';
import { inboxEntries } from './inbox.ts';

/**
 * Programs of Windows worth imitating, each with the folders it lies in, relative to the system root (or from the
 * root of the drive where it lies elsewhere). SysWOW64 copies and WinSxS are known to the caller.
 */
const CORE: Readonly<Record<string, readonly string[]>> = {
  'alg.exe': ['system32'],
  'audiodg.exe': ['system32'],
  'conhost.exe': ['system32'],
  'consent.exe': ['system32'],
  'csrss.exe': ['system32'],
  'ctfmon.exe': ['system32'],
  'dashost.exe': ['system32'],
  'dllhost.exe': ['system32'],
  'dwm.exe': ['system32'],
  'explorer.exe': [''],
  'fontdrvhost.exe': ['system32'],
  'lsaiso.exe': ['system32'],
  'lsass.exe': ['system32'],
  'lsm.exe': ['system32'],
  'msdtc.exe': ['system32'],
  'msiexec.exe': ['system32'],
  'ntoskrnl.exe': ['system32'],
  'rundll32.exe': ['system32'],
  'runtimebroker.exe': ['system32'],
  'searchindexer.exe': ['system32'],
  'searchprotocolhost.exe': ['system32'],
  'securityhealthservice.exe': ['system32'],
  'services.exe': ['system32'],
  'sihost.exe': ['system32'],
  'smss.exe': ['system32'],
  'spoolsv.exe': ['system32'],
  'sppsvc.exe': ['system32'],
  'svchost.exe': ['system32'],
  'taskhost.exe': ['system32'],
  'taskhostex.exe': ['system32'],
  'taskhostw.exe': ['system32'],
  'tiworker.exe': [],
  'trustedinstaller.exe': ['servicing'],
  'userinit.exe': ['system32'],
  'vssvc.exe': ['system32'],
  'wbengine.exe': ['system32'],
  'werfault.exe': ['system32'],
  'wininit.exe': ['system32'],
  'winlogon.exe': ['system32'],
  'wmiapsrv.exe': ['system32\\wbem'],
  'wmiprvse.exe': ['system32\\wbem'],
  'wudfhost.exe': ['system32'],
  'wuauclt.exe': ['system32'],
  'msmpeng.exe': [],
  'nissrv.exe': [],
};

/** Names that other vendors use for programs of their own, so that only `core` programs prove anything by name. */
const AMBIGUOUS = new Set([
  'agentservice.exe',
  'imapi.exe',
  'locator.exe',
  'spectrum.exe',
  'ssh-agent.exe',
  'update.sys',
  'ups.exe',
  'winusb.sys',
  'wudfrd.sys',
]);

export interface InboxProgram {
  /** File name in lower case. */
  readonly name: string;
  /** One of the processes of every Windows, which nobody else names a file after. */
  readonly core: boolean;
  /** Full paths in lower case at which Windows has it, as far as the table knows. */
  readonly paths: ReadonlySet<string>;
}

let programs: Map<string, InboxProgram> | undefined;

/** Programs, drivers and service DLLs of Windows by file name in lower case. */
export function inboxPrograms(): ReadonlyMap<string, InboxProgram> {
  if (programs !== undefined) return programs;
  const found = new Map<string, { core: boolean; paths: Set<string> }>();
  const add = (path: string, core: boolean): void => {
    const name = fileName(path);
    const known = found.get(name) ?? { core, paths: new Set<string>() };
    known.paths.add(path);
    found.set(name, known);
  };
  for (const [name, folders] of Object.entries(CORE)) {
    if (folders.length === 0) found.set(name, { core: true, paths: new Set() });
    for (const folder of folders) add(`c:\\windows\\${folder}${folder === '' ? '' : '\\'}${name}`, true);
  }
  for (const { image, dll } of inboxEntries()) {
    if (image !== null) add(canonicalPath(withExtension(splitCommand(image).program)), false);
    if (dll !== null) add(canonicalPath(dll), false);
  }
  for (const name of AMBIGUOUS) found.delete(name);
  programs = new Map([...found].map(([name, { core, paths }]) => [name, { name, core, paths }]));
  return programs;
}

/** File names of the core processes, without extension. */
export const coreProgramStems: readonly string[] = Object.keys(CORE).map((name) => name.slice(0, -4));

function withExtension(program: string): string {
  return /\.[a-z0-9]{2,4}$/i.test(program) ? program : `${program}.exe`;
}
