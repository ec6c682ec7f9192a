import { MAX_STARTUP_ENTRIES } from '../../../shared/limits.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import {
  isPlistArray,
  isPlistDict,
  type PlistDict,
  type PlistValue,
} from '../../formats/plist/plist-value.ts';
import { dictionaries, flag, text, texts } from '../launchd/dictionary.ts';
import type { StartupFile } from '../linux/startup-reader.ts';
import { commandPayloads } from '../unix/command-payloads.ts';
import { activatorRecord } from './activator-record.ts';
import type { StartupPlaces } from './startup-places.ts';
import { startupPlist } from './startup-plist.ts';

const CONFIGURATION = '/etc/emond.d/emond.plist';
const RULES = '/etc/emond.d/rules';
/** com.apple.emond.plist starts the daemon as soon as this folder is not empty (QueueDirectories). */
const CLIENTS = '/private/var/db/emondClients';

/**
 * Rules of the event monitor daemon, emond(8), which macOS had until 12: a list of rules, of which each action of type RunCommand is a
 * record; and the files whose presence makes launchd start it.
 */
export function* emondEntries(places: StartupPlaces): Generator<ServiceRecord> {
  for (const folder of [RULES, ...additionalFolders(places)]) {
    for (const file of places.files(folder)) yield* rulesOf(file, places);
  }
  for (const file of places.files(CLIENTS)) {
    yield activatorRecord({
      mechanism: 'emond-client',
      file,
      role: 'config',
      name: file.name,
      kind: 'job',
      command: null,
      payloads: [],
      enabled: null,
      account: 'root',
      trigger: 'starts emond',
    });
  }
}

function additionalFolders({ reader }: StartupPlaces): string[] {
  const file = reader.single(CONFIGURATION);
  const value = file === null ? undefined : startupPlist(file, reader);
  const configuration = isPlistDict(value) ? value.get('config') : undefined;
  if (!isPlistDict(configuration)) return [];
  return texts(configuration, 'additionalRulesPaths').filter((path) => path.startsWith('/'));
}

function* rulesOf(file: StartupFile, places: StartupPlaces): Generator<ServiceRecord> {
  const { reader } = places;
  const value = startupPlist(file, reader);
  if (value === undefined) return;
  if (!isPlistArray(value)) reader.report('emond-rules-odd', file.path, 'is no list of rules');
  let count = 0;
  for (const [index, rule] of dictionaries(value).entries()) {
    for (const [at, action] of dictionaries(rule.get('actions')).entries()) {
      if ((text(action, 'type') ?? '').toLowerCase() !== 'runcommand') continue;
      count += 1;
      if (count > MAX_STARTUP_ENTRIES) {
        reader.report('startup-limit', file.path, `only ${MAX_STARTUP_ENTRIES} commands were kept`);
        return;
      }
      yield ruleRecord(file, { rule, index, action, at }, places);
    }
  }
}

interface Action {
  readonly rule: PlistDict;
  readonly index: number;
  readonly action: PlistDict;
  readonly at: number;
}

function ruleRecord(
  file: StartupFile,
  { rule, index, action, at }: Action,
  { reader }: StartupPlaces,
): ServiceRecord {
  const command = text(action, 'command');
  const argv = command === null ? [] : [command, ...argumentsOf(action.get('arguments'))];
  const key = `[${index}].actions[${at}].command`;
  return activatorRecord({
    mechanism: 'emond-rule',
    file,
    role: 'plist',
    locator: { kind: 'plist', key },
    part: `${index}.${at}`,
    name: text(rule, 'name') ?? file.name,
    kind: 'job',
    command: argv.length === 0 ? null : argv.map(quoted).join(' '),
    payloads: commandPayloads(argv, { role: 'image', from: key, raw: command ?? '' }, reader.files),
    enabled: flag(rule, 'enabled'),
    account: text(action, 'user') ?? 'root',
    trigger: texts(rule, 'eventTypes').join(', ') || null,
  });
}

function argumentsOf(value: PlistValue | undefined): string[] {
  if (typeof value === 'string') return [value];
  return isPlistArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** Shown as a shell would take it, so that words stay apart. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
