import type { CompiledInventoryRule } from '../../main/detect/rule-set.ts';
import { NO_AUDIT } from '../../main/evidence/audit.ts';
import type { Evidence } from '../../main/evidence/evidence.ts';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import type { TriageRequest } from '../../main/triage/request.ts';
import { triage } from '../../main/triage/triage.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';

/** Runs the whole engine over evidence in memory and gives what exports are made from. */
export async function runTriage(
  evidence: Evidence | Readonly<Record<string, Uint8Array>>,
  rules: readonly CompiledInventoryRule[],
  options: Partial<TriageRequest> = {},
): Promise<TriageResult> {
  const events = triage({
    evidence:
      'lookup' in evidence ? (evidence as Evidence) : memoryEvidence(evidence as Record<string, Uint8Array>),
    audit: NO_AUDIT,
    rules: { rules, judgements: [], sha256: '0'.repeat(64) },
    platform: null,
    hash: true,
    maxHashSize: 1 << 20,
    workerUrl: null,
    minLevel: 'informational',
    hostName: null,
    baseline: null,
    knownAdmins: null,
    knownServices: null,
    iocs: [],
    case: { case: null, evidence: null, examiner: null, notes: null },
    commandLine: [],
    startedAt: '2026-01-01T00:00:00.000Z',
    ...options,
  });
  for (;;) {
    const { value, done } = await events.next();
    if (done !== true) continue;
    if (!value.ok) throw new Error(value.error.reason);
    return value.value;
  }
}
