const MIB = 1024 * 1024;

/**
 * What is read of one file that defines a service. Real ones are under 1 MiB (`MAX_STARTUP_FILE`); this is for those that were padded
 * so that a reader gives up before the line that counts.
 */
export const MAX_DEFINITION_FILE = 16 * MIB;
/** Files beyond this draw on what may be read of padded files in all. */
export const LARGE_DEFINITION = 1 * MIB;
/** What one source reads of such files in all; of further ones only the beginning. */
export const MAX_LARGE_DEFINITIONS = 48 * MIB;
