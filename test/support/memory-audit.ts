import type { AuditEntry, AuditLog } from '../../main/evidence/audit.ts';

/** An audit log that keeps its entries for the test to look at. */
export function memoryAudit(): AuditLog & { readonly entries: AuditEntry[] } {
  const entries: AuditEntry[] = [];
  return { entries, record: (entry) => void entries.push(entry) };
}
