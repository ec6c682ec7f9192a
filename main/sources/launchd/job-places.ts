import { MAX_HOMES } from '../../../shared/limits.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import type { Root } from '../root.ts';
import { readAccounts } from '../unix/accounts.ts';
import type { JobFolder } from './job-folder.ts';
import { childFolders, DATA_VOLUME } from './volume-paths.ts';

type Place = readonly [
  path: string,
  type: JobFolder['type'],
  location: JobFolder['location'],
  loaded?: boolean,
];

/** launchd(8), FILES; beside them those of Apple's own components, newest systems included. */
const PLACES: readonly Place[] = [
  ['/System/Library/LaunchDaemons', 'daemon', 'system'],
  ['/System/Library/LaunchAgents', 'agent', 'system'],
  ['/System/Library/LaunchAngels', 'agent', 'system'],
  ['/System/Cryptexes/OS/System/Library/LaunchDaemons', 'daemon', 'system'],
  ['/System/Cryptexes/OS/System/Library/LaunchAgents', 'agent', 'system'],
  ['/System/Cryptexes/App/System/Library/LaunchDaemons', 'daemon', 'system'],
  ['/System/Cryptexes/App/System/Library/LaunchAgents', 'agent', 'system'],
  ['/System/iOSSupport/System/Library/LaunchDaemons', 'daemon', 'system'],
  ['/System/iOSSupport/System/Library/LaunchAgents', 'agent', 'system'],
  ['/Library/Apple/System/Library/LaunchDaemons', 'daemon', 'apple-local'],
  ['/Library/Apple/System/Library/LaunchAgents', 'agent', 'apple-local'],
  ['/Library/LaunchDaemons', 'daemon', 'local'],
  ['/Library/LaunchAgents', 'agent', 'local'],
  ['/Network/Library/LaunchDaemons', 'daemon', 'local'],
  ['/Network/Library/LaunchAgents', 'agent', 'local'],
  ['/System/Library/Templates/Data/Library/LaunchDaemons', 'daemon', 'other', false],
  ['/System/Library/Templates/Data/Library/LaunchAgents', 'agent', 'other', false],
];
/** Folders of languages, each a home that new accounts are copied from. */
const HOME_TEMPLATES = [
  '/System/Library/User Template',
  '/Library/User Template',
  '/System/Library/Templates/Data/Library/User Template',
];
/** macOS has some forty. */
const MAX_LANGUAGES = 1_000;
/** Jobs in a home: launchd loads agents only, the other folder is where a mistake or a stage lies. */
const IN_HOME: readonly Place[] = [
  ['Library/LaunchAgents', 'agent', 'user'],
  ['Library/LaunchDaemons', 'daemon', 'other', false],
];

/** The folders of jobs that may be there. Only the given folders of a bare collection, as what they stand for. */
export function jobPlaces(root: Root, evidence: Evidence, allHomes: readonly Home[]): JobFolder[] {
  if (root.layout === 'macos-jobs') return root.folders.flatMap(standing);
  const places = [...PLACES, ...dataVolume(PLACES)].map((place) => folderOf('', place, null, null));
  for (const { home, name, uid } of allHomes)
    for (const place of IN_HOME) places.push(folderOf(`${home}/`, place, name, uid));
  for (const template of HOME_TEMPLATES)
    for (const language of childFolders(evidence, template).slice(0, MAX_LANGUAGES))
      for (const [path, type] of IN_HOME)
        places.push(folderOf(`${language}/`, [path, type, 'other', false], null, null));
  return places;
}

export interface Home {
  readonly home: string;
  readonly name: string;
  readonly uid: number | null;
}

/** Every account's home, root's and those of the data volume included; /private/var and /var are one. */
export function homes(evidence: Evidence): Home[] {
  const found = new Map<string, Home>([
    ['/private/var/root', { home: '/private/var/root', name: 'root', uid: 0 }],
  ]);
  for (const { home, name, uid } of readAccounts(evidence).users) {
    const path = home.replace(/^\/var\//, '/private/var/').replace(/\/+$/, '');
    if (!path.startsWith('/') || path === '/private/var/empty' || found.has(path)) continue;
    if (found.size >= MAX_HOMES) break;
    found.set(path, { home: path, name, uid: uid < 0 ? null : uid });
  }
  for (const path of childFolders(evidence, `${DATA_VOLUME}/Users`)) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const plain = `/Users/${name}`;
    if (name === 'Shared' || name.startsWith('.') || found.size >= MAX_HOMES) continue;
    found.set(path, { home: path, name, uid: found.get(plain)?.uid ?? ownerOf(evidence, path) });
  }
  return [...found.values()];
}

function ownerOf(evidence: Evidence, path: string): number | null {
  const found = evidence.lookup(path);
  return found.state === 'directory' ? found.stat.uid : null;
}

function dataVolume(places: readonly Place[]): Place[] {
  return places
    .filter(([path]) => !path.startsWith('/System/'))
    .map(([path, ...rest]): Place => [`${DATA_VOLUME}${path}`, ...rest]);
}

function folderOf(
  base: string,
  [path, type, location, loaded = true]: Place,
  user: string | null,
  uid: number | null,
): JobFolder {
  return { path: base + path, type, location, user, uid, bundle: null, loaded };
}

function standing({ path, standsFor }: Root['folders'][number]): JobFolder[] {
  const known = PLACES.find(([place]) => place === standsFor);
  if (known !== undefined) return [{ ...folderOf('', known, null, null), path }];
  const user =
    /^\/Users\/([^/]+)\//.exec(standsFor)?.[1] ??
    (/^\/(?:private\/)?var\/root\//.test(standsFor) ? 'root' : null);
  const bundle = /^(.*?\.app)\/Contents\/Library\/Launch(?:Daemons|Agents)$/.exec(standsFor)?.[1] ?? null;
  const type = /Launch(Daemons|Agents|Angels)$/i.exec(standsFor)?.[1]?.toLowerCase();
  if (type === undefined) {
    // Folders of launchd's own data hold no jobs; any other was named because it does.
    if (/\/(?:com\.apple\.|launchd\.db)[^/]*$/.test(standsFor)) return [];
    return [{ path, type: 'daemon', location: 'other', user, uid: null, bundle, loaded: false }];
  }
  const location =
    bundle !== null
      ? 'embedded'
      : user !== null
        ? 'user'
        : standsFor.startsWith('/System/')
          ? 'system'
          : 'local';
  return [
    {
      path,
      type: type === 'daemons' ? 'daemon' : 'agent',
      location,
      user,
      uid: null,
      bundle,
      loaded: bundle === null,
    },
  ];
}
