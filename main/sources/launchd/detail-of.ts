import type { LaunchdDetail } from '../../../shared/model/launchd-detail.ts';
import { plistToJson } from '../../formats/plist/plist-to-json.ts';
import type { PlistDict } from '../../formats/plist/plist-value.ts';
import { asText, dictionaries, dictionary, flag, number, numberOf, text, texts } from './dictionary.ts';
import type { JobFile } from './job-file.ts';
import { oddKeys } from './launchd-keys.ts';
import { launchEventsOf, socketsOf } from './sockets.ts';

const EMPTY: PlistDict = new Map();

/** What one file says by itself, launchd.plist(5); what other files say of it is null or empty here. */
export function detailOf({ path, folder, format, dict: decoded, modified }: JobFile): LaunchdDetail {
  const dict = decoded ?? EMPTY;
  const odd = oddKeys(dict);
  return {
    label: text(dict, 'Label'),
    plistPath: path,
    type: folder.type,
    location: folder.location,
    user: folder.user,
    bundle: folder.bundle,
    format,
    hidden: /\/\.(?!\.?\/)/.test(path),
    plist: decoded === null ? null : plistToJson(decoded),
    program: text(dict, 'Program'),
    programArguments: texts(dict, 'ProgramArguments'),
    bundleProgram: text(dict, 'BundleProgram'),
    runAtLoad: flag(dict, 'RunAtLoad'),
    keepAlive: keepAliveOf(dict),
    startInterval: number(dict, 'StartInterval'),
    startCalendarInterval: dictionaries(dict.get('StartCalendarInterval')).map(calendarOf),
    startOnMount: flag(dict, 'StartOnMount'),
    watchPaths: texts(dict, 'WatchPaths'),
    queueDirectories: texts(dict, 'QueueDirectories'),
    sockets: socketsOf(dict),
    machServices: [...dictionary(dict, 'MachServices').keys()],
    launchEvents: launchEventsOf(dict),
    environment: [...dictionary(dict, 'EnvironmentVariables')].map(([name, value]) => ({
      name,
      value: asText(value),
    })),
    userName: text(dict, 'UserName'),
    groupName: text(dict, 'GroupName'),
    rootDirectory: text(dict, 'RootDirectory'),
    workingDirectory: text(dict, 'WorkingDirectory'),
    standardInPath: text(dict, 'StandardInPath'),
    standardOutPath: text(dict, 'StandardOutPath'),
    standardErrorPath: text(dict, 'StandardErrorPath'),
    throttleInterval: number(dict, 'ThrottleInterval'),
    nice: number(dict, 'Nice'),
    processType: text(dict, 'ProcessType'),
    limitLoadToSessionType: texts(dict, 'LimitLoadToSessionType'),
    associatedBundleIdentifiers: texts(dict, 'AssociatedBundleIdentifiers'),
    sessionCreate: flag(dict, 'SessionCreate'),
    launchOnlyOnce: flag(dict, 'LaunchOnlyOnce'),
    abandonProcessGroup: flag(dict, 'AbandonProcessGroup'),
    disabledKey: flag(dict, 'Disabled'),
    disabledBy: null,
    disabledByOverride: null,
    miscasedKeys: odd.miscased,
    unknownKeys: odd.unknown,
    sameLabel: [],
    backgroundItems: [],
    registeredAsBackgroundItem: null,
    liveState: null,
    pid: null,
    lastExit: null,
    modified,
  };
}

/** A boolean, or conditions. OnDemand is its forerunner and says the opposite. */
function keepAliveOf(dict: PlistDict): unknown {
  const value = dict.get('KeepAlive');
  if (value !== undefined) return plistToJson(value);
  const onDemand = flag(dict, 'OnDemand');
  return onDemand === null ? null : !onDemand;
}

function calendarOf(interval: PlistDict): Record<string, number> {
  const numbers: [string, number][] = [];
  for (const [key, value] of interval) {
    const found = numberOf(value);
    if (found !== null) numbers.push([key, found]);
  }
  return Object.fromEntries(numbers);
}
