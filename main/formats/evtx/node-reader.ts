import { lookup } from '../../../shared/lookup.ts';
import { ParseError } from '../parse-error.ts';
import { utf16Text } from '../text-slice.ts';
import type { ChunkNames } from './chunk-names.ts';
import { MAX_ELEMENT_DEPTH } from './limits.ts';
import { u16, u32 } from './little-endian.ts';
import type { BinXmlAttribute, BinXmlElement, BinXmlPart, NameReference } from './nodes.ts';
import { Token } from './tokens.ts';

const STRING = 0x01;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** What is shorter cannot be an element: records without a template end with up to seven bytes of padding instead of a token. */
export const MIN_ELEMENT = 8;

/**
 * Reads BinXML elements ([MS-EVEN6] 2.2.12) out of `chunk.bytes[position, end)`. Offsets are bytes from the start of the
 * chunk. Throws ParseError.
 */
export class NodeReader {
  readonly names: NameReference[] = [];
  /** Highest index of a substitution; -1 without any. */
  maxIndex = -1;
  position: number;
  readonly #chunk: ChunkNames;
  readonly #bytes: Uint8Array;
  readonly #end: number;
  readonly #base: number;

  /** `base`: what `names` count from. */
  constructor(chunk: ChunkNames, position: number, end: number, base = 0) {
    this.#chunk = chunk;
    this.#bytes = chunk.bytes;
    this.position = position;
    this.#end = end;
    this.#base = base;
  }

  /** Elements up to the end-of-fragment token, or to the end of the bytes: some writers leave the token out. */
  readFragment(): readonly BinXmlPart[] {
    const parts: BinXmlPart[] = [];
    this.#fragmentHeader();
    while (this.position < this.#end) {
      const token = this.#token();
      if (token === Token.EndOfStream) {
        this.position += 1;
        break;
      }
      if (parts.length > 0 && this.#end - this.position < MIN_ELEMENT) break;
      if (this.#bytes[this.position] === Token.FragmentHeader) this.#fragmentHeader();
      else if (token === Token.OpenElement) parts.push(this.readElement(0));
      else if (token === Token.InstructionTarget) parts.push(this.#instruction());
      else throw this.#unexpected('BinXML fragment');
    }
    return parts;
  }

  /** The element whose opening token stands at `position`. */
  readElement(depth: number): BinXmlElement {
    if (depth > MAX_ELEMENT_DEPTH) {
      throw new ParseError('BinXML element', this.position, `is nested deeper than ${MAX_ELEMENT_DEPTH}`);
    }
    const hasAttributes = ((this.#bytes[this.position] as number) & Token.More) !== 0;
    this.position = this.#elementSizeAt();
    this.#need(8, 'BinXML element');
    this.position += 4;
    const name = this.#name();
    const attributes: BinXmlAttribute[] = [];
    if (hasAttributes) {
      this.#need(4, 'BinXML attribute list');
      this.position += 4;
      while (this.#token() === Token.Attribute) {
        this.position += 1;
        attributes.push({ name: this.#name(), parts: this.#content(-1) });
      }
    }
    const closing = this.#token();
    this.position += 1;
    if (closing === Token.CloseEmptyElement) return { kind: 'element', name, attributes, children: [] };
    if (closing !== Token.CloseStartElement) {
      this.position -= 1;
      throw this.#unexpected(`BinXML element ${name}`);
    }
    const children = this.#content(depth);
    if (this.#token() !== Token.EndElement) throw this.#unexpected(`BinXML element ${name}`);
    this.position += 1;
    return { kind: 'element', name, attributes, children };
  }

  /**
   * Where the element's size stands: behind the dependency identifier (16 bits), or right behind the token. Whether there
   * is one cannot be read off (records outside a template, and some 3 % of those inside, have none), so the reading
   * whose name is a name, by its checksum, counts.
   */
  #elementSizeAt(): number {
    const withDependency = this.position + 3;
    const without = this.position + 1;
    if (this.#namedAt(withDependency, true)) return withDependency;
    if (this.#namedAt(without, true)) return without;
    return !this.#namedAt(withDependency, false) && this.#namedAt(without, false) ? without : withDependency;
  }

  #namedAt(sizeAt: number, checked: boolean): boolean {
    if (sizeAt + 8 > this.#end) return false;
    return this.#chunk.hasName(u32(this.#bytes, sizeAt + 4), checked);
  }

  /** Content of an element at `depth`, or of an attribute (-1), up to the first token that is neither. */
  #content(depth: number): readonly BinXmlPart[] {
    const parts: BinXmlPart[] = [];
    let text = '';
    const flush = (): void => {
      if (text !== '') parts.push({ kind: 'text', text });
      text = '';
    };
    for (;;) {
      const token = this.#token();
      switch (token) {
        case Token.Value:
          text += this.#literal();
          break;
        case Token.CData:
          this.position += 1;
          text += this.#countedText('BinXML CDATA');
          break;
        case Token.CharReference:
          this.#need(3, 'BinXML character reference');
          text += String.fromCharCode(u16(this.#bytes, this.position + 1));
          this.position += 3;
          break;
        case Token.EntityReference: {
          this.position += 1;
          const entity = this.#name();
          text += lookup(ENTITIES, entity) ?? `&${entity};`;
          break;
        }
        case Token.Substitution:
        case Token.OptionalSubstitution: {
          flush();
          this.#need(4, 'BinXML substitution');
          const index = u16(this.#bytes, this.position + 1);
          if (index > this.maxIndex) this.maxIndex = index;
          parts.push({ kind: 'value', index, optional: token === Token.OptionalSubstitution });
          this.position += 4;
          break;
        }
        case Token.OpenElement:
          if (depth < 0) throw this.#unexpected('BinXML attribute');
          flush();
          parts.push(this.readElement(depth + 1));
          break;
        case Token.InstructionTarget:
          if (depth < 0) throw this.#unexpected('BinXML attribute');
          flush();
          parts.push(this.#instruction());
          break;
        default:
          flush();
          return parts;
      }
    }
  }

  /** Value token: type, then for a text its length in characters. Nothing else may stand in a template. */
  #literal(): string {
    this.#need(2, 'BinXML value');
    const type = this.#bytes[this.position + 1] as number;
    if (type !== STRING)
      throw new ParseError('BinXML value', this.position, `has type ${type} outside a substitution`);
    this.position += 2;
    return this.#countedText('BinXML value');
  }

  #countedText(what: string): string {
    this.#need(2, what);
    const start = this.position + 2;
    const end = start + 2 * u16(this.#bytes, this.position);
    if (end > this.#end)
      throw new ParseError(what, this.position, `needs ${end - start} bytes, ${this.#end - start} remain`);
    this.position = end;
    return utf16Text(this.#bytes, start, end);
  }

  #instruction(): BinXmlPart {
    this.position += 1;
    const target = this.#name();
    if (this.#token() !== Token.InstructionData) return { kind: 'instruction', target, text: '' };
    this.position += 1;
    return { kind: 'instruction', target, text: this.#countedText('BinXML instruction') };
  }

  /** The name whose offset stands at `position`; skips it when it stands right behind. */
  #name(): string {
    this.#need(4, 'BinXML name offset');
    const at = this.position;
    const offset = u32(this.#bytes, at);
    this.position += 4;
    const name = this.#chunk.name(offset);
    const inline = offset === this.position;
    if (inline) {
      const size = 10 + 2 * u16(this.#bytes, offset + 6);
      this.#need(size, 'BinXML name');
      this.position += size;
    }
    this.names.push({ at: at - this.#base, name, inline });
    return name;
  }

  /** 0x0F, major and minor version, flags. */
  #fragmentHeader(): void {
    while (this.position < this.#end && this.#bytes[this.position] === Token.FragmentHeader) {
      this.#need(4, 'BinXML fragment header');
      this.position += 4;
    }
  }

  /** The token at `position` without its "more data" bit. */
  #token(): number {
    if (this.position >= this.#end)
      throw new ParseError('BinXML token', this.position, 'needs 1 byte, 0 remain');
    return (this.#bytes[this.position] as number) & ~Token.More;
  }

  #need(size: number, what: string): void {
    if (this.position + size > this.#end) {
      throw new ParseError(
        what,
        this.position,
        `needs ${size} bytes, ${Math.max(0, this.#end - this.position)} remain`,
      );
    }
  }

  #unexpected(where: string): ParseError {
    const token = (this.#bytes[this.position] ?? 0).toString(16).padStart(2, '0');
    return new ParseError(where, this.position, `has the unexpected token 0x${token}`);
  }
}
