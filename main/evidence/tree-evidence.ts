import { MAX_REMEMBERED_REFUSALS } from '../../shared/limits.ts';
import { fail, ok } from '../../shared/result.ts';
import { compareText } from '../../shared/text.ts';
import type { AuditEntry, AuditLog } from './audit.ts';
import { EscapedNamesSource } from './escaped-names-source.ts';
import type { Evidence, EvidenceError, Lookup } from './evidence.ts';
import { NameTableCache } from './name-table.ts';
import { childPath, type NodeSource } from './node-source.ts';
import { ParentCache } from './parent-cache.ts';
import type { Resolved } from './resolve-path.ts';
import { SubtreeSource } from './subtree-source.ts';

export interface TreeEvidenceOptions {
  readonly kind: Evidence['kind'];
  readonly target: string;
  readonly audit: AuditLog;
  /** Of a subtree: a path of it as a path of the whole evidence. */
  readonly outer?: (path: string) => string;
}

/** Velociraptor escapes characters of names in what it uploads. */
const ESCAPED_NAMES = /\/uploads\/(?:auto|file)$/;

/** Evidence over any source of nodes; all kinds of evidence behave alike because they share this. */
export function treeEvidence(source: NodeSource, options: TreeEvidenceOptions): Evidence {
  const { kind, target, audit, outer = (path: string) => path } = options;
  const parents = new ParentCache(source, new NameTableCache(), kind === 'live');
  const logged = new Set<string>();

  function recordOnce(entry: AuditEntry): void {
    const key = `${entry.action}\0${entry.path}\0${entry.detail ?? ''}`;
    if (logged.has(key)) return;
    if (logged.size < MAX_REMEMBERED_REFUSALS) logged.add(key);
    audit.record(entry);
  }

  /**
   * What `lookup` found last: callers read or list it next, and need not pay for the walk twice. What is opened is compared with
   * this node (`NodeSource.read`, `entries`), so that another file in its place is refused.
   */
  let found: Extract<Resolved, { state: 'file' | 'directory' }> | null = null;

  function resolveFound(path: string): Resolved {
    const last = found;
    found = null;
    return last !== null && last.path === path ? last : resolve(path, false);
  }

  function resolve(path: string, ignoreCase: boolean): Resolved {
    const resolved = parents.resolve(path, ignoreCase);
    if (resolved.state === 'missing') recordOnce({ action: 'missing', path });
    else if (resolved.state === 'unreadable') {
      recordOnce({ action: 'failed', path, detail: resolved.reason });
    } else if (resolved.state === 'outside-root' || resolved.state === 'special') {
      recordOnce({ action: 'refused', path, detail: resolved.reason });
    }
    return resolved;
  }

  function failed(path: string, code: EvidenceError['code'], reason: string) {
    const action = code === 'unreadable' ? 'failed' : code === 'too-large' ? 'skipped' : 'refused';
    audit.record({ action, path, detail: reason });
    return fail({ code, path, reason });
  }

  /** The error for what `resolve` has already logged. */
  function notFound(path: string, resolved: Exclude<Resolved, { state: 'file' | 'directory' }>) {
    const reason = resolved.state === 'missing' ? 'not found' : resolved.reason;
    return fail({ code: resolved.state, path, reason });
  }

  const evidence: Evidence = {
    kind,
    target,
    lookup(path, lookupOptions): Lookup {
      const resolved = resolve(path, lookupOptions?.ignoreCase === true);
      if (resolved.state !== 'file' && resolved.state !== 'directory') return resolved;
      found = resolved;
      return { state: resolved.state, path: resolved.path, stat: resolved.node.stat() };
    },
    list(path) {
      const resolved = resolveFound(path);
      if (resolved.state === 'file') return failed(path, 'not-a-directory', 'not a folder');
      if (resolved.state !== 'directory') return notFound(path, resolved);
      const listing = source.entries(resolved.path, resolved.node);
      if (!listing.ok) return failed(path, 'unreadable', listing.error);
      const { entries, lossy, truncated } = listing.value;
      audit.record({ action: 'listed', path, detail: `${entries.length} entries` });
      for (const name of lossy) {
        recordOnce({ action: 'refused', path, detail: `name is not valid UTF-8: ${name}` });
      }
      if (truncated)
        recordOnce({ action: 'refused', path, detail: 'too many entries; the rest was not looked at' });
      return ok([...entries].sort((a, b) => compareText(a.name, b.name)));
    },
    read(path, limit) {
      const resolved = resolveFound(path);
      if (resolved.state === 'directory') return failed(path, 'not-a-file', 'a folder');
      if (resolved.state !== 'file') return notFound(path, resolved);
      const bytes = source.read(resolved.path, resolved.node, limit);
      if (!bytes.ok) return failed(path, bytes.error.code, bytes.error.reason);
      audit.record({ action: 'opened', path, detail: `${bytes.value.length} bytes` });
      return bytes;
    },
    open(path) {
      const resolved = resolveFound(path);
      if (resolved.state === 'directory') return failed(path, 'not-a-file', 'a folder');
      if (resolved.state !== 'file') return notFound(path, resolved);
      const opened = source.open(resolved.path, resolved.node);
      if (!opened.ok) return failed(path, opened.error.code, opened.error.reason);
      audit.record({ action: 'opened', path, detail: `${opened.value.size} bytes, read in parts` });
      return opened;
    },
    readLink(path) {
      const link = evidence.lookupLink(path);
      return link.ok ? ok(link.value.target) : link;
    },
    lookupLink(path) {
      const slash = path.lastIndexOf('/');
      const name = path.slice(slash + 1);
      const parent = resolve(path.slice(0, slash) || '/', false);
      if (parent.state === 'file' || name === '') return failed(path, 'not-a-file', 'not a link');
      if (parent.state !== 'directory') return notFound(path, parent);
      const node = source.node(childPath(parent.path, name));
      if (node.kind === 'link') return ok({ target: node.target, stat: node.stat() });
      if (node.kind === 'missing') return fail({ code: 'missing', path, reason: 'not found' });
      if (node.kind === 'unreadable') return failed(path, 'unreadable', node.reason);
      return fail({ code: 'not-a-file', path, reason: 'not a link' });
    },
    subtree(path) {
      const resolved = resolve(path, false);
      if (resolved.state === 'file') return failed(path, 'not-a-directory', 'not a folder');
      if (resolved.state !== 'directory') return notFound(path, resolved);
      if (resolved.path === '/') return ok(evidence);
      const inner = new SubtreeSource(source, resolved.path);
      const escaped = ESCAPED_NAMES.test(resolved.path) ? new EscapedNamesSource(inner) : null;
      const whole = (below: string): string => {
        const stored = escaped?.storedPath(below) ?? below;
        return outer(stored === '/' ? resolved.path : resolved.path + stored);
      };
      const log: AuditLog = { record: (entry) => audit.record({ ...entry, path: whole(entry.path) }) };
      return ok(treeEvidence(escaped ?? inner, { kind, target, audit: log, outer: whole }));
    },
    outerPath: outer,
    locator(path) {
      const resolved = resolve(path, false);
      if (resolved.state === 'directory') return failed(path, 'not-a-file', 'a folder');
      if (resolved.state !== 'file') return notFound(path, resolved);
      const locator = source.locator(resolved.path, resolved.node);
      return locator.ok ? locator : failed(path, locator.error.code, locator.error.reason);
    },
    hostFolder(path) {
      const resolved = resolveFound(path);
      return resolved.state === 'directory' ? source.hostFolder(resolved.path) : null;
    },
  };
  return evidence;
}
