import type { AuditEntry, AuditLog } from '../evidence/audit.ts';

/** Keeps the entries of a run with the UTC time at which each was made; written as audit.jsonl. */
export class MemoryAuditLog implements AuditLog {
  /** Lines are made when they are asked for: a run that writes to stdout never does. */
  readonly #entries: { readonly time: number; readonly entry: AuditEntry }[] = [];

  record(entry: AuditEntry): void {
    this.#entries.push({ time: Date.now(), entry });
  }

  /** JSON Lines, oldest first. */
  text(): string {
    return this.#entries
      .map(({ time, entry }) => `${JSON.stringify({ time: new Date(time).toISOString(), ...entry })}\n`)
      .join('');
  }
}
