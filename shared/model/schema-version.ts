/** Version of the JSONL contract (semver): a change that a reader could notice changes it. */
export const SCHEMA_VERSION = '1.0.0';
