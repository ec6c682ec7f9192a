/** Version of the JSONL contract (semver): a change that a reader could notice changes it. */
export const SCHEMA_VERSION = '1.0.0';
/** The version of a file that holds `annotation` lines, which no scan writes; otherwise it is that of a scan. */
export const ANNOTATED_SCHEMA_VERSION = '1.1.0';
