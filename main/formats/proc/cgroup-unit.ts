import { parseUnitName } from '../systemd-unit/unit-name.ts';
import { type Container, containerOf } from './cgroup-container.ts';

/** Which unit of which manager a process belongs to, by the path of its control group. */
export interface CgroupUnit {
  /** Unit of the system manager, `ssh.service`, `user@1000.service`, `docker-….scope`; null outside of all units. */
  readonly unit: string | null;
  /** Unit of the user manager that runs inside `user@UID.service`; null elsewhere. */
  readonly userUnit: string | null;
  /** User whose manager `userUnit` belongs to. */
  readonly uid: number | null;
  /** The innermost slice above the unit, `system.slice`; null for the root slice. */
  readonly slice: string | null;
  /** Path below the unit that the service made for itself (`Delegate=`); '' for none. */
  readonly below: string;
  readonly container: Container | null;
}

/** `UNIT of MANAGER` as one text: `system:ssh.service`, `user(1000):x.service`; null outside of all units. */
export function unitKey(found: CgroupUnit): string | null {
  if (found.userUnit !== null && found.uid !== null) return `user(${found.uid}):${found.userUnit}`;
  return found.unit === null ? null : `system:${found.unit}`;
}

/**
 * Finds the unit of a control group as systemd does (src/basic/cgroup-util.c; systemd.slice(5); docs/CONTROL_GROUP_INTERFACE): slices
 * first, then the unit, below it what the service made. A user's manager has its own slices and units below `user@UID.service`. A `_`
 * before a name only protects it from names of the kernel. A name is the unit's as it stands: `\x2d` belongs to it.
 */
export function cgroupUnit(path: string): CgroupUnit {
  const parts = path.split('/').filter((part) => part !== '');
  // A process outside of our control group namespace: the path is relative to ours and says nothing of units.
  if (parts.includes('..')) return outside(null, path);
  const system = unitAfterSlices(parts, 0);
  const container = containerOf(parts);
  if (system.unit === null) return { ...outside(system.slice, path), container };
  const uid = /^user@(\d{1,10})\.service$/.exec(system.unit)?.[1];
  const inner = uid === undefined ? null : unitAfterSlices(parts, system.next);
  // `init.scope` below user@.service is the user manager itself.
  if (uid !== undefined && inner !== null && inner.unit !== null && inner.unit !== 'init.scope') {
    const { unit: userUnit, slice, next } = inner;
    return { unit: system.unit, userUnit, uid: Number(uid), slice, below: below(parts, next), container };
  }
  const { unit, slice, next } = system;
  return { unit, userUnit: null, uid: null, slice, below: below(parts, next), container };
}

interface Found {
  readonly unit: string | null;
  readonly slice: string | null;
  /** Index of the part after the unit. */
  readonly next: number;
}

function unitAfterSlices(parts: readonly string[], start: number): Found {
  let slice: string | null = null;
  for (let at = start; at < parts.length; at++) {
    const name = unescapePart(parts[at] ?? '');
    const parsed = parseUnitName(name);
    if (parsed?.type === 'slice') {
      slice = name;
      continue;
    }
    const isUnit = parsed !== null && !parsed.isTemplate;
    return { unit: isUnit ? name : null, slice, next: at + 1 };
  }
  return { unit: null, slice, next: parts.length };
}

function outside(slice: string | null, path: string): CgroupUnit {
  return { unit: null, userUnit: null, uid: null, slice, below: path.replace(/^\//, ''), container: null };
}

function below(parts: readonly string[], from: number): string {
  return parts.slice(from).join('/');
}

function unescapePart(part: string): string {
  return part.startsWith('_') ? part.slice(1) : part;
}
