/**
 * What a decoder throws, and the only thing: a structure that is not what its specification says.
 * `offset` counts bytes from the start of the buffer that was given to the decoder.
 */
export class ParseError extends Error {
  readonly structure: string;
  readonly offset: number;

  constructor(structure: string, offset: number, problem: string) {
    // Hostile files make thousands, and where in our code they were thrown is never told: writing that down is most of their cost.
    const frames = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(`${structure} at offset 0x${offset.toString(16)}: ${problem}`);
    Error.stackTraceLimit = frames;
    this.name = 'ParseError';
    this.structure = structure;
    this.offset = offset;
  }
}
