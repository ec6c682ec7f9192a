import { MAX_LINKS, MAX_PATH_COMPONENTS } from '../../shared/limits.ts';
import { parseLinkTarget } from './link-target.ts';
import type { NameTableCache } from './name-table.ts';
import { childPath, type DirectoryNode, type FileNode, type NodeSource } from './node-source.ts';

export type Resolved =
  | { readonly state: 'file'; readonly path: string; readonly node: FileNode }
  | { readonly state: 'directory'; readonly path: string; readonly node: DirectoryNode }
  | { readonly state: 'missing' }
  | { readonly state: 'unreadable' | 'outside-root'; readonly reason: string }
  | { readonly state: 'special'; readonly path: string; readonly reason: string };

const MISSING: Resolved = { state: 'missing' };

/**
 * Walks an evidence path component by component, so that the host never follows a link for us. Stack and queue are
 * plain names: the stack can only hold what was found inside the root, and `..` on an empty stack ends the walk.
 */
export function resolvePath(
  source: NodeSource,
  tables: NameTableCache,
  path: string,
  ignoreCase: boolean,
): Resolved {
  const root = source.node('/');
  if (root.kind !== 'directory') {
    return root.kind === 'unreadable' ? { state: 'unreadable', reason: root.reason } : MISSING;
  }
  const rules = {
    backslashSeparates: source.backslashSeparates || ignoreCase,
    drive: source.drive,
  };
  const walked: { readonly path: string; readonly node: DirectoryNode }[] = [];
  /** What is still to be walked, last component first. */
  const ahead = path.split('/').reverse();
  let steps = 0;
  let links = 0;
  let file: { readonly path: string; readonly node: FileNode } | null = null;
  let special: { readonly path: string; readonly reason: string } | null = null;

  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    if (name === '') continue;
    // Only a folder has anything below it, not even `.` or `..`.
    if (file !== null || special !== null) return MISSING;
    if (++steps > MAX_PATH_COMPONENTS * (links + 1)) {
      return { state: 'unreadable', reason: 'too many path components' };
    }
    if (name === '.') continue;
    if (name === '..') {
      if (walked.pop() === undefined) return { state: 'outside-root', reason: `'..' leads out of the root` };
      continue;
    }
    if (name.includes('\0')) return MISSING;
    const parent = walked.at(-1) ?? { path: '/', node: root };
    const found = findChild(source, tables, parent, name, ignoreCase);
    const { node } = found;
    if (node.kind === 'missing') return MISSING;
    if (node.kind === 'unreadable') return { state: 'unreadable', reason: node.reason };
    if (node.kind === 'special') {
      special = { path: found.path, reason: node.reason };
    } else if (node.kind === 'file') {
      file = { path: found.path, node };
    } else if (node.kind === 'directory') {
      if (walked.length >= MAX_PATH_COMPONENTS) {
        return { state: 'unreadable', reason: 'too many path components' };
      }
      walked.push({ path: found.path, node });
    } else {
      if (++links > MAX_LINKS) return { state: 'unreadable', reason: 'too many links' };
      const target = parseLinkTarget(node.target, rules);
      if (target.kind === 'outside') return { state: 'outside-root', reason: target.reason };
      if (target.kind === 'unreadable') return { state: 'unreadable', reason: target.reason };
      if (target.kind === 'absolute') walked.length = 0;
      for (let at = target.components.length - 1; at >= 0; at--) ahead.push(target.components[at] ?? '');
    }
  }
  if (special !== null) return { state: 'special', ...special };
  if (file !== null) return { state: 'file', ...file };
  return { state: 'directory', ...(walked.at(-1) ?? { path: '/', node: root }) };
}

/** The node of `name` in a folder, under the name that the folder has for it. */
export function findChild(
  source: NodeSource,
  tables: NameTableCache,
  parent: { readonly path: string; readonly node: DirectoryNode },
  name: string,
  ignoreCase: boolean,
) {
  let actual = name;
  if (ignoreCase) {
    const table = tables.get(parent.path, parent.node.version, () => {
      const listing = source.entries(parent.path, parent.node);
      return listing.ok ? listing.value.entries.map((entry) => entry.name) : null;
    });
    const spelled = table?.find(name);
    const colon = name.indexOf(':');
    if (spelled === undefined && colon > 0 && table?.find(name.slice(0, colon)) !== undefined) {
      // Not looked at, which is not the same as missing ([MS-FSCC] 2.1.5, stream names).
      return {
        path: '',
        node: { kind: 'unreadable', reason: 'alternate data streams are not read' } as const,
      };
    }
    actual = spelled ?? name;
  }
  // A name that the listing lacks is still asked for: a folder may be searchable but not listable, and a Windows host
  // knows short names (PROGRA~1).
  const path = childPath(parent.path, actual);
  return { path, node: source.node(path) };
}
