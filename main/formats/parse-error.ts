/**
 * What a decoder throws, and the only thing: a structure that is not what its specification says.
 * `offset` counts bytes from the start of the buffer that was given to the decoder.
 */
export class ParseError extends Error {
  readonly structure: string;
  readonly offset: number;

  constructor(structure: string, offset: number, problem: string) {
    super(`${structure} at offset 0x${offset.toString(16)}: ${problem}`);
    this.name = 'ParseError';
    this.structure = structure;
    this.offset = offset;
  }
}
