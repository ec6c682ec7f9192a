import type { Root } from '../root.ts';

/** Volumes and collections of Linux; bare folders of units hold nothing else. */
export function hasLinuxFolders(root: Root): boolean {
  return root.layout === 'linux-volume' || root.layout === 'linux-collection';
}
