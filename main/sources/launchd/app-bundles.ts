import { MAX_APP_BUNDLES } from '../../../shared/limits.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import type { JobFolder } from './job-folder.ts';
import type { Home } from './job-places.ts';
import { canonicalPath, childFolders, DATA_VOLUME } from './volume-paths.ts';

/** Where apps lie, and through how many folders that are no apps they are searched for. */
const APP_FOLDERS: readonly (readonly [path: string, depth: number])[] = [
  ['/Applications', 2],
  ['/System/Applications', 1],
  ['/System/Library/CoreServices', 1],
  ['/Library/Application Support', 2],
  ['/Library/PrivilegedHelperTools', 0],
  ['/opt', 2],
];
const HOME_APP_FOLDERS: readonly (readonly [path: string, depth: number])[] = [
  ['Applications', 1],
  ['Library/Application Support', 1],
];

export interface AppBundles {
  /** Evidence paths of the bundles. */
  readonly bundles: readonly string[];
  readonly truncated: boolean;
}

/** App bundles in the usual folders; links are not followed, and bundles inside bundles not looked for. */
export function appBundles(evidence: Evidence, homes: readonly Home[]): AppBundles {
  const bundles: string[] = [];
  const seen = new Set<string>();
  let folders = 0;
  const places = [
    ...APP_FOLDERS,
    ...APP_FOLDERS.filter(([path]) => !path.startsWith('/System/')).map(
      ([path, depth]) => [`${DATA_VOLUME}${path}`, depth] as const,
    ),
    ...homes.flatMap(({ home }) =>
      HOME_APP_FOLDERS.map(([path, depth]) => [`${home}/${path}`, depth] as const),
    ),
  ];
  for (const [place, depth] of places) {
    let level = [place];
    for (let left = depth; left >= 0 && level.length > 0; left--) {
      const next: string[] = [];
      for (const folder of level) {
        if (++folders > MAX_APP_BUNDLES) return { bundles, truncated: true };
        for (const path of childFolders(evidence, folder)) {
          if (!/\.app$/i.test(path)) {
            next.push(path);
            continue;
          }
          if (seen.has(canonicalPath(path))) continue;
          if (bundles.length >= MAX_APP_BUNDLES) return { bundles, truncated: true };
          seen.add(canonicalPath(path));
          bundles.push(path);
        }
      }
      level = next;
    }
  }
  return { bundles, truncated: false };
}

export interface EmbeddedFolders {
  readonly jobs: readonly JobFolder[];
  /** Evidence paths of login item bundles. */
  readonly loginItems: readonly { readonly path: string; readonly bundle: string }[];
}

/** Contents/Library/{LaunchDaemons,LaunchAgents,LoginItems} of a bundle (Service Management, SMAppService). */
export function embeddedFolders(evidence: Evidence, bundle: string, homes: readonly Home[]): EmbeddedFolders {
  const library = `${bundle}/Contents/Library`;
  const listing = evidence.lookup(library).state === 'directory' ? evidence.list(library) : null;
  if (listing?.ok !== true) return { jobs: [], loginItems: [] };
  const owner = homes.find(({ home }) => bundle.startsWith(`${home}/`));
  const jobs: JobFolder[] = [];
  const loginItems: { path: string; bundle: string }[] = [];
  for (const { name } of listing.value) {
    const path = `${library}/${name}`;
    if (name === 'LaunchDaemons' || name === 'LaunchAgents')
      jobs.push({
        path,
        type: name === 'LaunchDaemons' ? 'daemon' : 'agent',
        location: 'embedded',
        user: owner?.name ?? null,
        uid: owner?.uid ?? null,
        bundle,
        loaded: false,
      });
    else if (name === 'LoginItems')
      for (const item of childFolders(evidence, path))
        if (/\.app$/i.test(item)) loginItems.push({ path: item, bundle });
  }
  return { jobs, loginItems };
}
