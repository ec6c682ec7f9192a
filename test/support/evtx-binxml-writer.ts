/**
 * Writes BinXML ([MS-EVEN6] 2.2.12) into a chunk of an EVTX file as Windows does: names and template definitions inline
 * where they come up first, by offset after that.
 */

/** A template's element. A number is "value number n here", `{ optional: n }` the same as an optional substitution. */
export interface XmlSpec {
  readonly name: string;
  readonly attributes?: readonly (readonly [string, XmlContent])[];
  readonly children?: readonly (XmlSpec | XmlContent)[];
}
export type XmlContent = string | number | { readonly optional: number };

/** A value with its type (libevtx, "Value types"); `fragment` is BinXML with a template of its own. */
export type ValueSpec =
  | { readonly type: number; readonly bytes: Uint8Array }
  | { readonly fragment: FragmentSpec }
  /** BinXML as it is, given where in the chunk it will stand. */
  | { readonly raw: (offset: number) => Uint8Array };

export interface FragmentSpec {
  readonly template: XmlSpec;
  readonly values: readonly ValueSpec[];
}

const BINXML = 0x21;

export class BinXmlWriter {
  readonly bytes: Uint8Array;
  at: number;
  readonly #view: DataView;
  readonly #names = new Map<string, number>();
  readonly #templates = new Map<string, number>();

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u8(value: number): void {
    this.bytes[this.at] = value;
    this.at += 1;
  }
  u16(value: number): void {
    this.#view.setUint16(this.at, value, true);
    this.at += 2;
  }
  u32(value: number): void {
    this.#view.setUint32(this.at, value, true);
    this.at += 4;
  }
  u64(value: bigint): void {
    this.#view.setBigUint64(this.at, value, true);
    this.at += 8;
  }
  raw(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }
  patch32(at: number, value: number): void {
    this.#view.setUint32(at, value, true);
  }

  /** Fragment header, template instance, end of stream. */
  fragment({ template, values }: FragmentSpec): void {
    this.#fragmentHeader();
    this.u8(0x0c);
    this.u8(0x01);
    const key = JSON.stringify(template);
    const id = hash32(key);
    this.u32(id);
    const known = this.#templates.get(key);
    this.u32(known ?? this.at + 4);
    if (known === undefined) {
      this.#templates.set(key, this.at);
      this.#definition(id, template);
    }
    this.#values(values);
    this.u8(0x00);
  }

  /** An element without a template, as some programs that export events write whole records. */
  bareElement(spec: XmlSpec): void {
    this.#fragmentHeader();
    this.#element(spec, false);
    this.u8(0x00);
  }

  #definition(id: number, template: XmlSpec): void {
    this.u32(0);
    this.u32(id);
    this.u32(0x4d5f_0001);
    this.u32(0x1122_3344);
    this.u32(0x5566_7788);
    const sizeAt = this.at;
    this.u32(0);
    this.#fragmentHeader();
    this.#element(template, true);
    this.u8(0x00);
    this.patch32(sizeAt, this.at - sizeAt - 4);
  }

  #values(values: readonly ValueSpec[]): void {
    this.u32(values.length);
    const table = this.at;
    this.at += 4 * values.length;
    for (const [index, value] of values.entries()) {
      const start = this.at;
      if ('fragment' in value) this.fragment(value.fragment);
      else if ('raw' in value) this.raw(value.raw(this.at));
      else this.raw(value.bytes);
      this.#view.setUint16(table + 4 * index, this.at - start, true);
      this.bytes[table + 4 * index + 2] = 'type' in value ? value.type : BINXML;
    }
  }

  #fragmentHeader(): void {
    this.raw(Uint8Array.of(0x0f, 0x01, 0x01, 0x00));
  }

  #element({ name, attributes = [], children = [] }: XmlSpec, hasDependency: boolean): void {
    this.u8(attributes.length > 0 ? 0x41 : 0x01);
    if (hasDependency) this.u16(0xffff);
    const sizeAt = this.at;
    this.u32(0);
    this.#name(name);
    if (attributes.length > 0) {
      const listAt = this.at;
      this.u32(0);
      for (const [index, [attribute, content]] of attributes.entries()) {
        this.u8(index < attributes.length - 1 ? 0x46 : 0x06);
        this.#name(attribute);
        this.#content(content);
      }
      this.patch32(listAt, this.at - listAt - 4);
    }
    if (children.length === 0) this.u8(0x03);
    else {
      this.u8(0x02);
      for (const child of children) {
        if (typeof child === 'object' && 'name' in child) this.#element(child, hasDependency);
        else this.#content(child);
      }
      this.u8(0x04);
    }
    this.patch32(sizeAt, this.at - sizeAt - 4);
  }

  #content(content: XmlContent): void {
    if (typeof content === 'string') {
      this.u8(0x05);
      this.u8(0x01);
      this.u16(content.length);
      this.raw(utf16(content));
      return;
    }
    this.u8(typeof content === 'number' ? 0x0d : 0x0e);
    this.u16(typeof content === 'number' ? content : content.optional);
    this.u8(0x01);
  }

  #name(name: string): void {
    const known = this.#names.get(name);
    this.u32(known ?? this.at + 4);
    if (known !== undefined) return;
    this.#names.set(name, this.at);
    this.u32(0);
    let hash = 0;
    for (const unit of utf16Units(name)) hash = (Math.imul(hash, 65_599) + unit) & 0xffff;
    this.u16(hash);
    this.u16(name.length);
    this.raw(utf16(name));
    this.u16(0);
  }
}

export function utf16(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'utf16le'));
}

function utf16Units(text: string): readonly number[] {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

/** FNV-1a: different templates get different identifiers. */
function hash32(text: string): number {
  let hash = 0x811c_9dc5;
  for (const unit of utf16Units(text)) hash = Math.imul(hash ^ unit, 0x0100_0193);
  return hash >>> 0;
}
