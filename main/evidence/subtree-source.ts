import type { Result } from '../../shared/result.ts';
import type { Locator } from './evidence.ts';
import type {
  DirectoryNode,
  FileNode,
  NodeSource,
  SourceError,
  SourceListing,
  SourceNode,
} from './node-source.ts';
import type { OpenSource } from './open-source.ts';

/** One folder of another source as a root of its own: absolute links and `..` mean that folder, as they did on its host. */
export class SubtreeSource implements NodeSource {
  readonly backslashSeparates: boolean;
  readonly drive = null;
  readonly #source: NodeSource;
  readonly #base: string;

  /** `base`: a resolved path of `source`, not `/`. */
  constructor(source: NodeSource, base: string) {
    this.#source = source;
    this.#base = base;
    this.backslashSeparates = source.backslashSeparates;
  }

  node(path: string): SourceNode {
    return this.#source.node(this.#outer(path));
  }

  entries(path: string, node: DirectoryNode): Result<SourceListing, string> {
    return this.#source.entries(this.#outer(path), node);
  }

  read(path: string, node: FileNode, limit: number): Result<Uint8Array, SourceError> {
    return this.#source.read(this.#outer(path), node, limit);
  }

  open(path: string, node: FileNode): Result<OpenSource, SourceError> {
    return this.#source.open(this.#outer(path), node);
  }

  locator(path: string, node: FileNode): Result<Locator, SourceError> {
    return this.#source.locator(this.#outer(path), node);
  }

  hostFolder(path: string): string | null {
    return this.#source.hostFolder(this.#outer(path));
  }

  #outer(path: string): string {
    return path === '/' ? this.#base : this.#base + path;
  }
}
