const MIB = 1024 * 1024;

/** Bytes of files that define services: of one, and of all larger than a MiB that one source reads (`DefinitionReader`). */
export interface DefinitionLimits {
  readonly file: number;
  readonly all: number;
}

/** Real ones are under 1 MiB; what is larger was padded so that a reader gives up before the line that counts. */
export const LARGE_DEFINITION = 1 * MIB;
/** Unit files and drop-ins: 16 MiB of them take some seconds at worst (blank lines). */
export const UNIT_LIMITS: DefinitionLimits = { file: 16 * MIB, all: 48 * MIB };
/** Scripts and tables, whose lines are looked into as shell code: some seconds for 4 MiB at worst. */
export const STARTUP_LIMITS: DefinitionLimits = { file: 4 * MIB, all: 12 * MIB };
