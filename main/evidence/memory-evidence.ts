import type { AuditLog } from './audit.ts';
import { NO_AUDIT } from './audit.ts';
import type { Evidence } from './evidence.ts';
import type { MemoryNode } from './memory-node.ts';
import { MemorySource } from './memory-source.ts';
import { treeEvidence } from './tree-evidence.ts';

export interface MemoryOptions {
  readonly audit?: AuditLog;
  /** To play a mounted folder or a live host. */
  readonly kind?: Evidence['kind'];
  readonly target?: string;
}

/**
 * Evidence from an object, `{ '/etc/passwd': 'root:…' }`, with the semantics of every other kind. Folders on the way
 * are made. Throws for a tree that no file system can hold (a file below a file): that is a bug in the test.
 */
export function memoryEvidence(
  tree: Readonly<Record<string, MemoryNode>>,
  options: MemoryOptions = {},
): Evidence {
  const { audit = NO_AUDIT, kind = 'memory', target = 'memory' } = options;
  return treeEvidence(new MemorySource(tree), { kind, target, audit });
}
