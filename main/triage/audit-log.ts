import type { AuditEntry, AuditLog } from '../evidence/audit.ts';

/** Keeps the entries of a run with the UTC time at which each was made; written as audit.jsonl. */
export class MemoryAuditLog implements AuditLog {
  readonly #lines: string[] = [];

  record(entry: AuditEntry): void {
    this.#lines.push(JSON.stringify({ time: new Date().toISOString(), ...entry }));
  }

  /** JSON Lines, oldest first. */
  text(): string {
    return this.#lines.length === 0 ? '' : `${this.#lines.join('\n')}\n`;
  }
}
