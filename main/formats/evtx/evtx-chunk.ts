import { ParseError } from '../parse-error.ts';
import { ChunkNames } from './chunk-names.ts';
import type { StringCache } from './string-cache.ts';
import type { EvtxTemplate } from './template.ts';
import type { TemplateCache } from './template-cache.ts';

/**
 * One chunk's bytes and what is shared inside it: names and template definitions, which records refer to by their offset
 * from the start of the chunk. Made once a file and loaded with one chunk after another.
 */
export class EvtxChunk {
  bytes: Uint8Array = new Uint8Array(0);
  /** Bytes from the start of the file. */
  fileOffset = 0;
  readonly names: ChunkNames;
  /** A record took its template from another chunk: what it says does not follow from this chunk's bytes alone. */
  hasBorrowed = false;
  readonly #templates: TemplateCache;
  readonly #templateAt = new Map<number, EvtxTemplate>();
  readonly #failedAt = new Map<number, ParseError>();

  constructor(strings: StringCache, templates: TemplateCache) {
    this.names = new ChunkNames(strings);
    this.#templates = templates;
  }

  load(bytes: Uint8Array, fileOffset: number): void {
    this.bytes = bytes;
    this.fileOffset = fileOffset;
    this.names.load(bytes);
    this.#templateAt.clear();
    this.#failedAt.clear();
    this.hasBorrowed = false;
  }

  /** Those that its records named so far, in that order. */
  templates(): EvtxTemplate[] {
    return [...this.#templateAt.values()];
  }

  /**
   * The template whose definition lies at `offset`. `id` is what the instance says the template is; where the definition
   * has been overwritten since (records in slack), one of that id seen before is taken. Throws ParseError.
   */
  template(offset: number, id: number): EvtxTemplate {
    const known = this.#templateAt.get(offset);
    if (known !== undefined && known.id === id) return known;
    let failure = this.#failedAt.get(offset);
    if (known === undefined && failure === undefined) {
      try {
        const template = this.#templates.at(this.names, offset);
        this.#templateAt.set(offset, template);
        if (template.id === id) return template;
      } catch (error) {
        if (!(error instanceof ParseError)) throw error;
        failure = error;
        this.#failedAt.set(offset, error);
      }
    }
    const other = this.#templates.byId(id);
    if (other !== undefined) {
      this.hasBorrowed = true;
      return other;
    }
    throw failure ?? new ParseError('BinXML template', offset, 'is not the one that the record names');
  }
}
