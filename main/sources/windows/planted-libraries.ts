import type { FileReference, Payload } from '../../../shared/model/service-record.ts';
import { compareText } from '../../../shared/text.ts';
import { payload } from './payloads.ts';
import type { ServiceScope } from './service-scope.ts';
import { resolvePath } from './windows-path.ts';

/** What `Payload.from` says of a library that no value names: Windows finds it by its search order alone. */
export const LIBRARY_SEARCH = 'library search';

/**
 * Libraries that a program of Windows asks for by a bare name and that Windows does not ship, by service. A file of that name in
 * System32 is loaded into the service (public research on phantom DLL hijacking; MITRE ATT&CK T1574.001). Windows Server ships a few
 * of them with roles: rules know the product.
 */
const PHANTOMS: ReadonlyMap<string, readonly string[]> = new Map([
  ['ikeext', ['wlbsctrl.dll']],
  ['sessionenv', ['TSMSISrv.dll', 'TSVIPSrv.dll']],
  ['schedule', ['WptsExtensions.dll']],
  ['spooler', ['ualapi.dll']],
  ['fax', ['ualapi.dll']],
  ['storsvc', ['SprintCSP.dll']],
  ['msdtc', ['oci.dll']],
  ['cdpsvc', ['cdpsgshims.dll']],
  ['usosvc', ['WindowsCoreDeviceInfo.dll']],
  ['wsearch', ['msTracer.dll', 'msfte.dll']],
  ['wersvc', ['phoneinfo.dll']],
  // Asked for by every process that draws, and by every 32-bit process: told once, of a service that each host has.
  ['rpcss', ['edgegdi.dll', 'wow64log.dll']],
]);

/**
 * Libraries that Windows has in System32, that no vendor may redistribute, and that programs import by bare name: beside a program
 * they are loaded in place of Windows' own ("Dynamic-link library search order", Microsoft Learn). Libraries that are known DLLs or
 * that vendors do ship (dbghelp, msvcr, gdiplus, opengl32) are not among them.
 */
const SYSTEM_LIBRARIES: readonly string[] =
  `version winmm userenv wtsapi32 cryptbase cryptsp dwmapi uxtheme profapi sspicli secur32 netapi32 iphlpapi winhttp wininet dnsapi
  urlmon propsys edputil apphelp mpr msimg32 wsock32 samcli netutils srvcli wkscli dpapi bcrypt ncrypt ntmarta powrprof rasapi32
  rasadhlp dhcpcsvc credui textshaping umpdc wer faultrep dui70 tapi32 winsta slc linkinfo ntshrui devobj fltlib mswsock wevtapi
  cscapi dbgcore wldp amsi mpclient wbemcomn fastprox`
    .split(/\s+/)
    .map((stem) => `${stem}.dll`);

/** Files that are there and that the service would load although nothing of its key names them. */
export function plantedLibraries(
  serviceName: string,
  image: FileReference | null,
  scope: Pick<ServiceScope, 'env' | 'files'>,
): Payload[] {
  const found: Payload[] = [];
  for (const name of PHANTOMS.get(serviceName.toLowerCase()) ?? []) {
    add(`${scope.env.systemRoot}\\System32\\${name}`);
  }
  if (serviceName.toLowerCase() === 'winmgmt') for (const name of shadowsOfWmi()) add(name);
  const folder = ownFolder(image, scope);
  if (folder !== null && image?.evidencePath) {
    // Asked for one by one: the folder may hold many more names than there are libraries.
    const beside = scope.files.besides(image.evidencePath);
    const there = SYSTEM_LIBRARIES.flatMap((library) => beside.get(library) ?? []);
    for (const name of there.sort(compareText)) add(`${folder}${name}`);
  }
  return found;

  /** WmiPrvSE.exe lies in `wbem` and looks there first. XP has `wbemcomn.dll` there, and not in System32. */
  function shadowsOfWmi(): string[] {
    const system = `${scope.env.systemRoot}\\System32\\`;
    const isThere = (path: string): boolean =>
      scope.files.find(resolvePath(path, 'service', scope.env)).exists === true;
    return SYSTEM_LIBRARIES.filter(
      (library) => isThere(`${system}wbem\\${library}`) && isThere(`${system}${library}`),
    ).map((library) => `${system}wbem\\${library}`);
  }

  function add(path: string): void {
    const file = scope.files.find(resolvePath(path, 'service', scope.env));
    const raw = path.slice(path.lastIndexOf('\\') + 1);
    if (file.exists === true) found.push(payload({ role: 'plug-in', from: LIBRARY_SEARCH, raw }, file, ''));
  }
}

/** Folders of Windows that hold these libraries, or older copies of them, by right. */
const HOLDS_LIBRARIES = /^(?:system32|syswow64|sysarm32|syschpe32|winsxs|servicing|softwaredistribution)\\/;

/** With its last separator; null where these libraries lie by right. */
function ownFolder(image: FileReference | null, scope: Pick<ServiceScope, 'env'>): string | null {
  if (image === null || !/\.exe$/i.test(image.path)) return null;
  const folder = image.path.slice(0, image.path.lastIndexOf('\\') + 1);
  const lower = folder.toLowerCase();
  const windows = `${scope.env.systemRoot.toLowerCase()}\\`;
  return lower.startsWith(windows) && HOLDS_LIBRARIES.test(lower.slice(windows.length)) ? null : folder;
}
