/** One line of the audit log: what was done to the evidence, and what was refused. */
export interface AuditEntry {
  readonly action:
    | 'opened'
    | 'listed'
    | 'missing'
    | 'refused'
    | 'failed'
    | 'hashed'
    | 'skipped'
    | 'written'
    | 'ran';
  readonly path: string;
  readonly detail?: string;
}

/** Where evidence and pipeline write their audit entries; the implementation adds the UTC time. */
export interface AuditLog {
  record(entry: AuditEntry): void;
}

/** For callers without an interest in it (tests of decoders). */
export const NO_AUDIT: AuditLog = { record: () => undefined };
