import type { ServiceKind, StartMode } from '../../../shared/model/service-record.ts';

/** SERVICE_* bits of Type (winnt.h; per-user and packaged ones: Microsoft Learn, "Per-user services in Windows"). */
const TYPE_BITS: readonly (readonly [bit: number, word: string])[] = [
  [0x001, 'kernel-driver'],
  [0x002, 'file-system-driver'],
  [0x004, 'adapter'],
  [0x008, 'recognizer-driver'],
  [0x010, 'own-process'],
  [0x020, 'share-process'],
  [0x040, 'user-service'],
  [0x080, 'user-service-instance'],
  [0x100, 'interactive'],
  [0x200, 'pkg-service'],
];
const KNOWN_BITS = 0x3ff;
const SERVICE_BITS = 0x0f0;
const DRIVER_BITS = 0x00b;

/** Words for the bits of Type, in the order of the bits. */
export function typeFlags(type: number | null): string[] {
  if (type === null) return [];
  const flags: string[] = [];
  // Without an iterator, which allocates for every bit of every service.
  for (let index = 0; index < TYPE_BITS.length; index += 1) {
    const known = TYPE_BITS[index] as (typeof TYPE_BITS)[number];
    if ((type & known[0]) !== 0) flags.push(known[1]);
  }
  const unknown = (type & ~KNOWN_BITS) >>> 0;
  if (unknown !== 0) flags.push(`unknown-0x${unknown.toString(16)}`);
  return flags;
}

/** A Type that is neither, such as the obsolete adapter (4), and a missing one are `other`. */
export function serviceKind(type: number | null): ServiceKind {
  if (type === null) return 'other';
  if ((type & SERVICE_BITS) !== 0) return 'service';
  return (type & DRIVER_BITS) !== 0 ? 'driver' : 'other';
}

const START_WORDS: readonly StartMode[] = ['boot', 'system', 'auto', 'demand', 'disabled'];

/** DelayedAutostart counts for automatic services only (Microsoft Learn, SERVICE_DELAYED_AUTO_START_INFO). */
export function startMode(start: number | null, delayed: number | null): StartMode | null {
  if (start === null) return null;
  if (start === 2 && delayed !== null && delayed !== 0) return 'auto-delayed';
  return START_WORDS[start] ?? null;
}
