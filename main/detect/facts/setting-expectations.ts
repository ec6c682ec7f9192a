import type { Setting } from '../../../shared/model/setting.ts';
import { inboxAnywhere, inboxEntries } from '../inbox/inbox.ts';
import { isWindowsNameElsewhere } from '../inbox/windows-names-elsewhere.ts';
import { switchValue } from './command-line.ts';
import { directoryClass } from './directory-class.ts';
import * as defaults from './setting-defaults.ts';
import { lastKey, settingTexts } from './setting-key.ts';
import { fileName, type WindowsEnvironment } from './windows-path.ts';

/** Entries of a setting that Windows does not ship; undefined where that is not known. */
export type Expectation = (
  setting: Setting,
  key: string,
  environment: WindowsEnvironment,
) => readonly string[] | undefined;

/** A DLL or program of Windows: one of these file names, as a bare name or in the system folders. */
function isShipped(text: string, names: ReadonlySet<string>, environment: WindowsEnvironment): boolean {
  const place = directoryClass(text, environment);
  return names.has(fileName(text.trim()).toLowerCase()) && (place === 'none' || place === 'system');
}

const filesOf =
  (names: ReadonlySet<string>): Expectation =>
  (setting, _key, environment) =>
    settingTexts(setting).filter((text) => text.trim() !== '' && !isShipped(text, names, environment));

const entriesOf =
  (names: ReadonlySet<string>): Expectation =>
  (setting) =>
    settingTexts(setting)
      .flatMap((text) => text.split(','))
      .map((text) => text.trim())
      .filter((text) => text !== '' && !names.has(text.toLowerCase()));

/** Windows ships nothing there: whatever is there is unexpected. */
const nothing: Expectation = (setting) => settingTexts(setting).filter((text) => text.trim() !== '');

/** `autocheck autochk *`, and what chkdsk and the disk tools put in its place for one start. */
const bootExecute: Expectation = (setting) =>
  settingTexts(setting).filter(
    (text) =>
      text.trim() !== '' &&
      !/^autocheck autochk(?:\s+(?:\*|\/[a-z](?::[^\s]*)?|\\\?\?\\[^\s]+))*\s*$/i.test(text),
  );

const safeBoot: Expectation = (setting, key) => {
  const name = lastKey(key);
  // Class GUIDs of devices stand for whole classes of drivers.
  if (/^\{[0-9a-f-]{36}\}$/i.test(name) || defaults.SAFE_BOOT.has(name)) return [];
  return [setting.name];
};

const knownDlls: Expectation = (setting) =>
  settingTexts(setting).filter((text) => !defaults.KNOWN_DLLS.has(text.toLowerCase()));

const notToSnapshot: Expectation = (setting) =>
  defaults.NOT_TO_SNAPSHOT.has(setting.name.toLowerCase()) ? [] : settingTexts(setting);

let groups: Set<string> | undefined;

function isKnownGroup(name: string): boolean {
  if (groups === undefined) {
    groups = new Set(defaults.SVCHOST_GROUPS);
    for (const { image } of inboxEntries()) {
      const group = image === null ? null : switchValue(image, 'k');
      if (group !== null) groups.add(group.toLowerCase());
    }
  }
  return groups.has(name.toLowerCase());
}

function isWindowsService(name: string): boolean {
  return (
    defaults.SVCHOST_MEMBERS.has(name.toLowerCase()) ||
    inboxAnywhere(name).length > 0 ||
    isWindowsNameElsewhere(name)
  );
}

/** Members of a svchost group that are no services of Windows; a group that Windows lacks is unexpected as a whole. */
const svchostGroup: Expectation = (setting) => {
  if (setting.list === null) return undefined;
  const foreign = setting.list.filter((name) => name.trim() !== '' && !isWindowsService(name));
  return foreign.length === 0 && !isKnownGroup(setting.name) ? [setting.name] : foreign;
};

type Row = readonly [key: RegExp, name: RegExp, expectation: Expectation];

/** First match counts. Keys as `settingKey` gives them, names of values in any case. */
const ROWS: readonly Row[] = [
  [/^control\\session manager$/, /^bootexecute$/i, bootExecute],
  [
    /^control\\session manager$/,
    /^(?:setupexecute|execute|s0initialcommand|platformexecute|bootexecutenopnpsync|setupexecutenopnpsync)$/i,
    nothing,
  ],
  [/^control\\session manager$/, /^bootshell$/i, filesOf(new Set(['bootim.exe']))],
  [/^control\\session manager\\knowndlls$/, /./, knownDlls],
  [/^control\\session manager$/, /^excludefromknowndlls$/i, nothing],
  [/^control\\bootverificationprogram$/, /^imagepath$/i, nothing],
  [/^control$/, /^servicecontrolmanagerextension$/i, filesOf(new Set(['scext.dll']))],
  [/^control\\safeboot\\(?:minimal|network)\\[^\\]+$/, /./, safeBoot],
  [/^control\\safeboot$/, /^alternateshell$/i, filesOf(new Set(['cmd.exe']))],
  [/^control\\lsa(?:\\osconfig)?$/, /^security packages$/i, entriesOf(defaults.LSA_PACKAGES)],
  [/^control\\lsa$/, /^authentication packages$/i, entriesOf(defaults.LSA_AUTHENTICATION)],
  [/^control\\lsa$/, /^notification packages$/i, entriesOf(defaults.LSA_NOTIFICATION)],
  [/^control\\securityproviders$/, /^securityproviders$/i, entriesOf(defaults.SECURITY_PROVIDERS)],
  [/^control\\networkprovider\\(?:hw)?order$/, /^providerorder$/i, entriesOf(defaults.NETWORK_PROVIDERS)],
  [
    /^control\\print\\(?:monitors|providers|environments)\\/,
    /^(?:driver|name)$/i,
    filesOf(defaults.PRINT_DLLS),
  ],
  [/^services\\w32time\\timeproviders\\/, /^dllname$/i, filesOf(defaults.TIME_PROVIDERS)],
  [/^services\\winsock2\\parameters$/, /^autodialdll$/i, filesOf(new Set(['rasadhlp.dll']))],
  [/^services\\dns\\parameters$/, /^serverlevelplugindll$/i, nothing],
  [/^services\\dhcpserver\\parameters$/, /^calloutdlls$/i, nothing],
  [/^services\\ntds$/, /^(?:lsadbextpt|directoryserviceextpt)$/i, nothing],
  [/^control\\backuprestore\\filesnottosnapshot$/, /./, notToSnapshot],
  [
    /^control\\terminal server\\wds\\rdpwd$/,
    /^startupprograms$/i,
    filesOf(new Set(['rdpclip', 'rdpclip.exe'])),
  ],
  [/^software\\microsoft\\windows nt\\currentversion\\svchost$/, /./, svchostGroup],
];

/** What of a setting Windows does not ship; undefined where nothing is known of it. */
export function unexpectedEntries(
  setting: Setting,
  key: string,
  environment: WindowsEnvironment,
): readonly string[] | undefined {
  for (const [keys, names, expectation] of ROWS) {
    if (keys.test(key) && names.test(setting.name)) return expectation(setting, key, environment);
  }
  return undefined;
}
