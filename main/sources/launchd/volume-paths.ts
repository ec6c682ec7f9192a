import type { Evidence } from '../../evidence/evidence.ts';

/** Where macOS 10.15 and later mount the writable volume, whose folders firmlinks show in their usual places too. */
export const DATA_VOLUME = '/System/Volumes/Data';

/** One spelling for the places that macOS reaches by several: firmlinks, and the links of /var, /tmp and /etc. */
export function canonicalPath(path: string): string {
  const plain = path.startsWith(`${DATA_VOLUME}/`) ? path.slice(DATA_VOLUME.length) : path;
  return /^\/(?:var|tmp|etc)(?:\/|$)/.test(plain) ? `/private${plain}` : plain;
}

/** Evidence paths of the folders in a folder; none when it is not there. Links are not followed. */
export function childFolders(evidence: Evidence, path: string): string[] {
  const folder = evidence.lookup(path);
  if (folder.state !== 'directory') return [];
  const listing = evidence.list(folder.path);
  if (!listing.ok) return [];
  return listing.value.flatMap(({ name, kind }) => (kind === 'directory' ? [`${folder.path}/${name}`] : []));
}
