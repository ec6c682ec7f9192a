import type { Result } from '../../shared/result.ts';
import type { OpenSource } from './open-source.ts';

/**
 * Read-only access to what is examined. There is no method that writes, and none will be added.
 *
 * An *evidence path* is absolute inside the evidence, `/`-separated, whatever system the evidence comes from:
 * `/Windows/System32/config/SYSTEM` is that file in a mounted volume, in a test's memory and in a later image format.
 * Every open and every refusal goes to the audit log that the evidence was made with.
 */
export interface Evidence {
  readonly kind: 'live' | 'directory' | 'memory';
  /** What the user named, for the report. */
  readonly target: string;
  /**
   * Finds a path. `ignoreCase` compares each component as Windows does. Links (symbolic links, junctions as the host
   * shows them) are followed inside the root only; an absolute link means the evidence's root, not the host's.
   */
  lookup(path: string, options?: LookupOptions): Lookup;
  /**
   * Entries of a folder, sorted by name (UTF-16 order); links among them are not followed. `list`, `read` and `locator`
   * take the path as `lookup` gave it: they compare names exactly.
   */
  list(path: string): Result<readonly DirectoryEntry[], EvidenceError>;
  /** The whole file, at most `limit` bytes: a larger one is an error, never a truncated success. */
  read(path: string, limit: number): Result<Uint8Array, EvidenceError>;
  /**
   * The file for random access, read through windows instead of as a whole: logs may be larger than memory. On a live host a log
   * grows meanwhile; its size is what it was when it was opened. The caller closes it.
   */
  open(path: string): Result<OpenSource, EvidenceError>;
  /**
   * What a link says, as stored and unfollowed; links among the folders on the way are followed. `not-a-file` when the path is no
   * link.
   */
  readLink(path: string): Result<string, EvidenceError>;
  /** The same with what is known of the link itself, whatever it leads to (lstat). */
  lookupLink(path: string): Result<EvidenceLink, EvidenceError>;
  /**
   * The folder `path` as evidence of its own: a collection keeps a volume's files in such a folder, and links among them mean that
   * volume. Its evidence paths begin at the folder; the audit log goes on with whole paths.
   */
  subtree(path: string): Result<Evidence, EvidenceError>;
  /** A path of this evidence as a path of the evidence that it is a subtree of; the same path where it is none. */
  outerPath(path: string): string;
  /** How another thread opens the same file (`openLocator`): plain data that survives `postMessage`. */
  locator(path: string): Result<Locator, EvidenceError>;
  /**
   * The host's path of the folder that `path` leads to, free of links, when each file in it has the same name on the host; null for
   * what is no folder, and where files are not the host's. Whoever opens files there makes sure that the folder still lies there.
   */
  hostFolder(path: string): string | null;
}

/** A link, unfollowed. */
export interface EvidenceLink {
  /** As stored. */
  readonly target: string;
  /** Its size is that of its text, its mode that of all links. */
  readonly stat: EvidenceStat;
}

export interface LookupOptions {
  readonly ignoreCase?: boolean;
}

export type Lookup =
  | { readonly state: 'file' | 'directory'; readonly path: string; readonly stat: EvidenceStat }
  | { readonly state: 'missing' }
  /** It is there and cannot be used: no permission, I/O error, too many links. */
  | { readonly state: 'unreadable'; readonly reason: string }
  /** A link or `..` leads out of the root. */
  | { readonly state: 'outside-root'; readonly reason: string }
  /** A device, FIFO or socket: never opened. */
  | { readonly state: 'special'; readonly path: string; readonly reason: string };

export interface EvidenceStat {
  readonly size: number;
  /** Unix permission bits with setuid, setgid and sticky (0o7777); null where they mean nothing. */
  readonly mode: number | null;
  readonly uid: number | null;
  readonly gid: number | null;
  /** ISO 8601 UTC, as precise as the file system gives it through the host; null when unknown. */
  readonly modified: string | null;
  readonly changed: string | null;
  readonly created: string | null;
}

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'link' | 'special';
}

export interface EvidenceError {
  readonly code:
    | 'missing'
    | 'unreadable'
    | 'outside-root'
    | 'special'
    | 'too-large'
    | 'not-a-file'
    | 'not-a-directory';
  readonly path: string;
  readonly reason: string;
}

/** Serialisable address of one file; a later image format adds its own kind. */
export type Locator =
  | { readonly kind: 'host-file'; readonly hostPath: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };
