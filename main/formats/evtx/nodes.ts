/**
 * BinXML as a tree ([MS-EVEN6] 2.2.12): what a template, or a fragment without one, says. Text, character references,
 * CDATA and the five known entities are all `text`; neighbouring texts are one.
 */
export type BinXmlPart = BinXmlText | BinXmlSubstitution | BinXmlElement | BinXmlInstruction;

export interface BinXmlText {
  readonly kind: 'text';
  readonly text: string;
}

/** "Put value `index` here." */
export interface BinXmlSubstitution {
  readonly kind: 'value';
  readonly index: number;
  /** Without a value, the attribute or element around it is left out. */
  readonly optional: boolean;
}

export interface BinXmlElement {
  readonly kind: 'element';
  readonly name: string;
  readonly attributes: readonly BinXmlAttribute[];
  readonly children: readonly BinXmlPart[];
}

export interface BinXmlAttribute {
  readonly name: string;
  readonly parts: readonly BinXmlPart[];
}

/** A processing instruction. */
export interface BinXmlInstruction {
  readonly kind: 'instruction';
  readonly target: string;
  readonly text: string;
}

/** Where in a template definition a name is referred to; what must be compared by meaning and not by bytes. */
export interface NameReference {
  /** Of the 32-bit name offset, in bytes from the start of the definition. */
  readonly at: number;
  readonly name: string;
  /** The name stands right behind the reference. */
  readonly inline: boolean;
}
