import type { Result } from '../../shared/result.ts';
import type { DirectoryEntry, EvidenceError, EvidenceStat, Locator } from './evidence.ts';
import type { OpenSource } from './open-source.ts';

/**
 * What a kind of evidence has to know: single nodes by resolved path. Walking, links, letter case, bounds and auditing
 * are the same for all kinds and live in `resolve-path.ts` and `tree-evidence.ts`.
 *
 * A *resolved path* is an evidence path without links, `.`, `..` or empty components; the root is `/`.
 */
export interface NodeSource {
  /** Links of a Windows host are written with `\`; elsewhere that is a character of a name. */
  readonly backslashSeparates: boolean;
  /** The drive letter that the root is known to be (upper case); null when any letter may mean the root. */
  readonly drive: string | null;
  node(path: string): SourceNode;
  /** Entries of a folder in any order; the error is the reason. */
  entries(path: string, node: DirectoryNode): Result<SourceListing, string>;
  /** The file's bytes; checks the size against `limit` before it allocates. */
  read(path: string, node: FileNode, limit: number): Result<Uint8Array, SourceError>;
  /** The file for random access: of a file too large to hold. The caller closes it. */
  open(path: string, node: FileNode): Result<OpenSource, SourceError>;
  locator(path: string, node: FileNode): Result<Locator, SourceError>;
  /** Where the host has the folder `path`, under whose names its files are opened; null where there is no such place. */
  hostFolder(path: string): string | null;
}

interface StatNode {
  /** Lazy, because a walk meets many folders whose times nobody asks for. */
  stat(): EvidenceStat;
  /** Changes when the node is another one or, for a folder, when its names changed. */
  readonly version: string;
}

export interface FileNode extends StatNode {
  readonly kind: 'file';
  readonly size: number;
}

export interface DirectoryNode extends StatNode {
  readonly kind: 'directory';
}

export interface LinkNode {
  readonly kind: 'link';
  readonly target: string;
  /** Of the link itself. */
  stat(): EvidenceStat;
}

export type SourceNode =
  | FileNode
  | DirectoryNode
  | LinkNode
  | { readonly kind: 'special'; readonly reason: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly reason: string };

export interface SourceListing {
  readonly entries: readonly DirectoryEntry[];
  /** Names that are not valid text, as shown (lossy); they are listed and cannot be opened. */
  readonly lossy: readonly string[];
  /** True when the folder holds more than MAX_DIRECTORY_ENTRIES. */
  readonly truncated: boolean;
}

export interface SourceError {
  readonly code: EvidenceError['code'];
  readonly reason: string;
}

/** The resolved path of `name` in the folder `parent`. */
export function childPath(parent: string, name: string): string {
  return parent === '/' ? `/${name}` : `${parent}/${name}`;
}

/** `size` and `limit` in bytes. */
export function tooLarge(size: number, limit: number): SourceError {
  return { code: 'too-large', reason: `${size} bytes, the limit is ${limit}` };
}
