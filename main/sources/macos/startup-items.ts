import type { Definition, Payload, ServiceRecord } from '../../../shared/model/service-record.ts';
import { isPlistDict } from '../../formats/plist/plist-value.ts';
import { text, texts } from '../launchd/dictionary.ts';
import type { StartupFile } from '../linux/startup-reader.ts';
import { activatorRecord } from './activator-record.ts';
import { scriptPayloads } from './script-payloads.ts';
import type { StartupPlaces } from './startup-places.ts';
import { startupPlist } from './startup-plist.ts';

const FOLDERS = ['/Library/StartupItems', '/System/Library/StartupItems'];
const PARAMETERS = 'StartupParameters.plist';

/**
 * Startup items, which SystemStarter(8) ran at boot until OS X 10.9: a folder with StartupParameters.plist and a program of the
 * folder's own name (Apple, "Customizing Login and Startup", Startup Items). One record a folder, complete or not.
 */
export function* startupItems(places: StartupPlaces): Generator<ServiceRecord> {
  for (const parent of FOLDERS) {
    for (const { path, folders } of places.folder(parent)) {
      for (const name of folders) yield* startupItem(places, `${path}/${name}`, name);
    }
  }
}

function* startupItem(places: StartupPlaces, path: string, name: string): Generator<ServiceRecord> {
  const { reader } = places;
  for (const { files } of places.folder(path)) {
    const usable = files.filter(({ problem }) => problem !== 'a folder');
    const parameters = usable.find((file) => file.name === PARAMETERS);
    const script = usable.find((file) => file.name === name);
    const main = script ?? parameters ?? usable[0];
    if (main === undefined) continue;
    const value = parameters === undefined ? undefined : startupPlist(parameters, reader);
    const dict = isPlistDict(value) ? value : new Map();
    const payloads: Payload[] = script === undefined ? [] : scriptPayloads(script, reader);
    yield activatorRecord({
      mechanism: 'startup-item',
      file: main,
      role: main === parameters ? 'plist' : 'script',
      name,
      kind: 'script',
      description: text(dict, 'Description'),
      command: script === undefined ? null : `${script.path} start`,
      payloads,
      enabled: null,
      account: 'root',
      trigger: 'boot',
      properties: {
        Provides: texts(dict, 'Provides').join(', '),
        Requires: texts(dict, 'Requires').join(', '),
        Uses: texts(dict, 'Uses').join(', '),
        OrderPreference: text(dict, 'OrderPreference'),
        complete: script === undefined || parameters === undefined ? 'no' : null,
      },
      definitions: main !== parameters && parameters !== undefined ? [plistDefinition(parameters)] : [],
    });
  }
}

function plistDefinition({ path, evidencePath }: StartupFile): Definition {
  return { role: 'plist', path, evidencePath };
}
