import type { Diagnostic } from '../../shared/model/diagnostic.ts';
import type { Host } from '../../shared/model/host.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { isPlistDict, type PlistDict } from '../formats/plist/plist-value.ts';
import { dictionary, text } from './launchd/dictionary.ts';
import { readPlist } from './launchd/read-plist.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';

const ID = 'macos-host';
const SYSTEM_VERSION = '/System/Library/CoreServices/SystemVersion.plist';
const NETWORK = '/Library/Preferences/SystemConfiguration/preferences.plist';
/** A link into the time zone files, `/var/db/timezone/zoneinfo/Europe/Berlin` (tzset(3)). */
const LOCAL_TIME = '/etc/localtime';
/** Written when the setup assistant of a new system is through. */
const SETUP_DONE = '/var/db/.AppleSetupDone';

/** What a macOS volume says of its host: version, name, time zone, time of setup. */
export const source: ArtefactSource = {
  id: ID,
  applies: (root) => root.platform === 'macos' && root.layout !== 'macos-jobs',
  *collect({ evidence }: SourceContext): Generator<SourceItem> {
    const version = yield* plistAt(evidence, SYSTEM_VERSION);
    const network = yield* plistAt(evidence, NETWORK);
    const facts: Partial<Host> = {
      platform: 'macos',
      hostName: network === null ? null : hostName(network),
      product: version === null ? null : (text(version, 'ProductName') ?? 'macOS'),
      version: version === null ? null : versionText(version),
      build: version === null ? null : text(version, 'ProductBuildVersion'),
      installed: setUpAt(evidence),
      timeZone: timeZone(evidence),
    };
    const found = Object.values(facts).filter((fact) => fact !== null).length - 1;
    if (found > 0) yield { type: 'host', host: facts };
    const base = { type: 'coverage', source: ID } as const;
    yield found > 0
      ? { ...base, outcome: 'collected', counts: { facts: found }, reason: null }
      : {
          ...base,
          outcome: 'notPresent',
          counts: {},
          reason: `neither ${SYSTEM_VERSION} nor another file about the host`,
        };
  },
};

function* plistAt(evidence: Evidence, path: string): Generator<Diagnostic, PlistDict | null> {
  const found = evidence.lookup(path);
  if (found.state !== 'file') return null;
  const { plist, diagnostics } = readPlist(evidence, found.path);
  for (const diagnostic of diagnostics) yield { ...diagnostic, source: ID };
  return plist !== null && isPlistDict(plist.value) ? plist.value : null;
}

/** `14.5`, with the letter of a rapid security response: `13.4.1 (c)`. */
function versionText(version: PlistDict): string | null {
  const parts = [text(version, 'ProductVersion'), text(version, 'ProductVersionExtra')];
  return parts.filter((part) => part !== null).join(' ') || null;
}

/** scutil(8): HostName where one was set, else the Bonjour name, else the computer's name. */
function hostName(preferences: PlistDict): string | null {
  const system = dictionary(preferences, 'System');
  const names = dictionary(dictionary(system, 'Network'), 'HostNames');
  const computer = dictionary(system, 'System');
  return text(computer, 'HostName') ?? text(names, 'LocalHostName') ?? text(computer, 'ComputerName');
}

/** The volume itself, or a data volume or collection without the links of /etc and /var. */
function places(path: string): readonly string[] {
  return [path, `/private${path}`];
}

function timeZone(evidence: Evidence): string | null {
  for (const path of places(LOCAL_TIME)) {
    const link = evidence.readLink(path);
    const zone = link.ok ? /\/zoneinfo(?:\.default)?\/(.+)$/.exec(link.value)?.[1] : undefined;
    if (zone !== undefined) return zone;
  }
  return null;
}

function setUpAt(evidence: Evidence): string | null {
  for (const path of places(SETUP_DONE)) {
    const found = evidence.lookup(path);
    if (found.state === 'file') return found.stat.modified;
  }
  return null;
}
