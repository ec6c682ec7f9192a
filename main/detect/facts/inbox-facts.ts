import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { INBOX_DISPLAY_NAMES } from '../inbox/display-names.ts';
import { type InboxService, inboxAnywhere, inboxEntries, inboxService } from '../inbox/inbox.ts';
import { isWindowsNameElsewhere } from '../inbox/windows-names-elsewhere.ts';
import { splitCommand } from './command-line.ts';
import { directoryClass, isSystemClass } from './directory-class.ts';
import { withoutConfusables, withoutPunctuation } from './folding.ts';
import { canonicalPath, extensionOf, fileName, type WindowsEnvironment } from './windows-path.ts';

export type InboxDifference = 'image' | 'service-dll' | 'type' | 'start' | 'object-name' | 'failure-command';

const DEFENDER_FOLDER =
  /^[a-z]:\\(?:program files|programdata\\microsoft)\\windows defender\\(?:platform\\[^\\]+\\)?/;
const DRIVER_FOLDER =
  /^[a-z]:\\windows\\system32\\(?:drivers(?:\\wd)?|driverstore\\filerepository\\[^\\]+)\\/;
/** SERVICE_WIN32_OWN_PROCESS and SHARE_PROCESS: which of them a svchost service has is a matter of memory size. */
const PROCESS_BITS = 0x30;
const SESSION_INSTANCE = 0x80;

/** One spelling for places that Windows itself moves files between: versions of Defender, the driver store. */
function place(path: string, environment: WindowsEnvironment): string {
  const full = canonicalPath(path, environment);
  const root = environment.systemRoot.toLowerCase();
  const usual = full.startsWith(`${root}\\`) ? `c:\\windows\\${full.slice(root.length + 1)}` : full;
  return usual.replace(DEFENDER_FOLDER, '<defender>\\').replace(DRIVER_FOLDER, '<drivers>\\');
}

/** Program and arguments in one spelling; of svchost only the program, since its groups change with updates. */
function commandForm(command: string, environment: WindowsEnvironment): string {
  const { program, arguments: rest } = splitCommand(command);
  const path = place(extensionOf(program) === '' ? `${program}.exe` : program, environment);
  if (fileName(path) === 'svchost.exe') return path;
  return `${path} ${rest.toLowerCase().replaceAll('"', '').replace(/\s+/g, ' ')}`.trim();
}

function imageForm(
  command: string | null,
  name: string,
  type: number | null,
  environment: WindowsEnvironment,
): string {
  if (command !== null && command.trim() !== '') return commandForm(command, environment);
  return ((type ?? 0) & 0x0b) === 0 ? '' : `<drivers>\\${name.toLowerCase()}.sys`;
}

function dllForm(dll: string | null, environment: WindowsEnvironment): string {
  if (dll === null || dll.trim() === '') return '';
  const path = canonicalPath(dll, environment);
  return place(path.includes('\\') ? path : `${environment.systemRoot}\\system32\\${path}`, environment);
}

function accountForm(account: string | null): string {
  const name = (account ?? '')
    .toLowerCase()
    .replace(/^nt authority\\/, '')
    .replaceAll(' ', '');
  return name === 'system' || name === '' ? 'localsystem' : name;
}

function sameType(a: number | null, b: number | null, svchost: boolean): boolean {
  if (a === b || a === null || b === null) return true;
  const ignored = svchost ? PROCESS_BITS | SESSION_INSTANCE : SESSION_INSTANCE;
  return (a & ~ignored) === (b & ~ignored);
}

function differencesFrom(
  record: ServiceRecord,
  inbox: InboxService,
  environment: WindowsEnvironment,
): InboxDifference[] {
  const { windows } = record;
  if (windows === undefined || inbox.type === null) return [];
  const found: InboxDifference[] = [];
  const image = imageForm(windows.imagePath, record.name, windows.type, environment);
  if (image !== imageForm(inbox.image, inbox.name, inbox.type, environment)) found.push('image');
  const dll = dllForm(windows.serviceDll, environment);
  const isInstance = ((windows.type ?? 0) & SESSION_INSTANCE) !== 0;
  // Instances for one session take the DLL of their template, and a value that is missing is another matter.
  if (dll !== '' && dll !== dllForm(inbox.dll, environment)) found.push('service-dll');
  if (!sameType(windows.type, inbox.type, image.endsWith('\\svchost.exe'))) found.push('type');
  if (windows.start !== null && inbox.start !== null && windows.start !== inbox.start) found.push('start');
  const isDriver = (inbox.type & 0x0b) !== 0;
  if (!isDriver && !isInstance && accountForm(windows.objectName) !== accountForm(inbox.objectName)) {
    found.push('object-name');
  }
  const command = windows.failureCommand?.trim() ?? '';
  if (command !== '' && command.toLowerCase() !== (inbox.failureCommand?.trim().toLowerCase() ?? '')) {
    found.push('failure-command');
  }
  return found;
}

/**
 * Where a service differs from what Windows ships under its name. For a release of the table every field counts. For
 * another one only what no release does: an image or DLL outside the folders of Windows, another file name of a core
 * host, a failure command.
 */
export function inboxDifferences(
  record: ServiceRecord,
  release: string | null,
  environment: WindowsEnvironment,
): InboxDifference[] {
  const exact = release === null ? undefined : inboxService(release, record.name);
  if (exact !== undefined) return differencesFrom(record, exact, environment);
  if (release !== null) return [];
  const known = inboxAnywhere(record.name).filter((one) => one.type !== null);
  if (known.length === 0) return [];
  const differences = known.map((one) => new Set(differencesFrom(record, one, environment)));
  const everywhere = (kind: InboxDifference): boolean => differences.every((set) => set.has(kind));
  const outside = (path: string | null | undefined): boolean => {
    const name = directoryClass(path, environment);
    return (
      name !== 'none' && !isSystemClass(name) && !place(path ?? '', environment).startsWith('<defender>')
    );
  };
  const found: InboxDifference[] = [];
  const program = splitCommand(record.windows?.imagePath ?? '').program;
  if (everywhere('image') && outside(program)) found.push('image');
  if (everywhere('service-dll') && outside(record.windows?.serviceDll)) found.push('service-dll');
  if (everywhere('failure-command')) found.push('failure-command');
  return found;
}

/** A key that some Windows leaves behind without Type, with the same program or DLL as here (`HomeGroupListener`). */
export function isInboxStub(record: ServiceRecord, environment: WindowsEnvironment): boolean {
  const { windows } = record;
  if (windows === undefined) return false;
  return inboxAnywhere(record.name).some(
    (one) =>
      one.type === null &&
      dllForm(one.dll, environment) === dllForm(windows.serviceDll, environment) &&
      imageForm(one.image, one.name, null, environment) ===
        imageForm(windows.imagePath, record.name, null, environment),
  );
}

let byDisplayName: Map<string, string> | undefined;
let byReading: Map<string, string> | undefined;

/** Shorter ones are words that many products share. */
const SHORTEST_READING = 10;

/** What is left of a display name to a hurried reader: no spaces or dashes, look-alikes folded, no plural and no `Service` at the end. */
function reading(shown: string): string {
  return withoutConfusables(withoutPunctuation(shown)).replace(/(?:serv[il1]ces?|s)$/, '');
}

/** The inbox service whose display name (text, or resource reference) this one carries under another name. */
export function displayNameOfInbox(name: string, displayName: string | null): string | undefined {
  const shown = displayName?.trim().toLowerCase() ?? '';
  if (shown.length < 4 || inboxAnywhere(name).length > 0 || isWindowsNameElsewhere(name)) return undefined;
  if (byDisplayName === undefined) {
    byDisplayName = new Map(
      Object.entries(INBOX_DISPLAY_NAMES).map(([text, owner]) => [text.toLowerCase(), owner]),
    );
    for (const entry of inboxEntries()) {
      const text = entry.displayName?.trim().toLowerCase() ?? '';
      // A display name that is just the key name proves nothing, and INF references are shared by families of drivers.
      const usable = text !== '' && text !== entry.name.toLowerCase() && !text.includes('.inf,');
      if (usable && ((entry.type ?? 0) & 0x30) !== 0 && !byDisplayName.has(text))
        byDisplayName.set(text, entry.name);
    }
  }
  byReading ??= new Map(
    [...byDisplayName]
      .filter(([text]) => !text.startsWith('@'))
      .map(([text, owner]) => [reading(text), owner]),
  );
  const read = reading(shown);
  const owner =
    byDisplayName.get(shown) ??
    (read.length < SHORTEST_READING || shown.startsWith('@') ? undefined : byReading.get(read));
  return owner === undefined || owner.toLowerCase() === name.toLowerCase() ? undefined : owner;
}
