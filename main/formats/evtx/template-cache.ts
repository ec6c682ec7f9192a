import { ParseError } from '../parse-error.ts';
import type { ChunkNames } from './chunk-names.ts';
import { MAX_CACHED_TEMPLATES, MAX_TEMPLATE_VARIANTS } from './limits.ts';
import { u32 } from './little-endian.ts';
import { NodeReader } from './node-reader.ts';
import type { NameReference } from './nodes.ts';
import { EvtxTemplate } from './template.ts';

/** next offset (32), GUID (128), size of what follows (32). */
export const TEMPLATE_HEAD = 24;
const GUID_AT = 4;
const SIZE_AT = 20;

interface CachedTemplate {
  readonly template: EvtxTemplate;
  /** GUID, size and BinXML. */
  readonly bytes: Uint8Array;
  readonly names: readonly NameReference[];
}

/**
 * Templates over all chunks of a file. The same definition stands in nearly every chunk, with other name offsets. One is
 * taken for known only when every other byte is the same and every name offset leads to the same name: an identifier
 * proves nothing in a file that somebody may have forged.
 */
export class TemplateCache {
  readonly #known = new Map<number, CachedTemplate[]>();
  readonly #byId = new Map<number, EvtxTemplate>();
  #count = 0;

  /** Before another file: its lost templates are not those of this one. */
  forgetIds(): void {
    this.#byId.clear();
  }

  /** Templates of a chunk that need not be read again. */
  recall(templates: readonly EvtxTemplate[]): void {
    for (const template of templates) this.#byId.set(template.id, template);
  }

  /** The template at `offset` of the chunk. Throws ParseError. */
  at(chunk: ChunkNames, offset: number): EvtxTemplate {
    const { bytes } = chunk;
    if (offset + TEMPLATE_HEAD > bytes.length) {
      throw new ParseError('BinXML template', offset, `needs ${TEMPLATE_HEAD} bytes inside the chunk`);
    }
    const size = u32(bytes, offset + SIZE_AT);
    const start = offset + TEMPLATE_HEAD;
    const end = start + size;
    if (end > bytes.length) {
      throw new ParseError(
        'BinXML template',
        offset,
        `needs ${size} bytes, ${bytes.length - start} remain in the chunk`,
      );
    }
    const id = u32(bytes, offset + GUID_AT);
    const key = id * 0x2_0000 + size;
    const candidates = this.#known.get(key);
    const found = candidates?.find((candidate) => isSame(candidate, chunk, offset));
    if (found !== undefined) {
      this.#byId.set(id, found.template);
      return found.template;
    }

    const reader = new NodeReader(chunk, start, end, offset);
    const roots = reader.readFragment();
    const template = new EvtxTemplate(id, roots, reader.maxIndex + 1);
    this.#keep(key, {
      template,
      bytes: Uint8Array.prototype.slice.call(bytes, offset + GUID_AT, end),
      names: reader.names,
    });
    return template;
  }

  /** The template of this identifier that was read last. */
  byId(id: number): EvtxTemplate | undefined {
    return this.#byId.get(id);
  }

  #keep(key: number, cached: CachedTemplate): void {
    if (this.#count >= MAX_CACHED_TEMPLATES) {
      this.#known.clear();
      this.#byId.clear();
      this.#count = 0;
    }
    const variants = this.#known.get(key);
    if (variants === undefined) this.#known.set(key, [cached]);
    else {
      if (variants.length >= MAX_TEMPLATE_VARIANTS) variants.shift();
      variants.push(cached);
    }
    this.#byId.set(cached.template.id, cached.template);
    this.#count += 1;
  }
}

function isSame(cached: CachedTemplate, chunk: ChunkNames, offset: number): boolean {
  const { bytes } = chunk;
  const known = cached.bytes;
  const first = offset + GUID_AT;
  let index = 0;
  for (const { at, name, inline } of cached.names) {
    const until = at - GUID_AT;
    for (; index < until; index++) if (known[index] !== bytes[first + index]) return false;
    const nameOffset = u32(bytes, first + index);
    index += 4;
    const behind = first + index;
    // Of a name that stands inline, the pointer to the next name differs too; its text is compared as bytes.
    if (inline) {
      if (nameOffset !== behind) return false;
      index += 4;
    } else if (nameOffset === behind || !chunk.hasName(nameOffset, false) || chunk.name(nameOffset) !== name)
      return false;
  }
  for (; index < known.length; index++) if (known[index] !== bytes[first + index]) return false;
  return true;
}
