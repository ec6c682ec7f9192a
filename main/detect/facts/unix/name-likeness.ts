import { bitCount, editDistance, letterMask } from '../edit-distance.ts';
import { withoutConfusables, withoutHomoglyphs, withoutPunctuation } from '../folding.ts';

export type Likeness = 'edit-distance' | 'confusable' | 'homoglyph' | 'affix' | 'same';

export interface LikeName {
  /** The well-known name as its list spells it. */
  readonly name: string;
  readonly how: Likeness;
}

/** Well-known names, in the forms in which another name may look like them. */
export interface WellKnownNames {
  readonly byLower: ReadonlyMap<string, string>;
  readonly byFolded: ReadonlyMap<string, string>;
  readonly byConfusable: ReadonlyMap<string, string>;
  /** By their length. */
  readonly targets: readonly (readonly Target[])[];
}

interface Target {
  readonly name: string;
  readonly lower: string;
  readonly withoutDigits: string;
  readonly mask: number;
}

/** Names longer than this are not compared letter by letter. */
const MAX_COMPARED = 64;
/** Shorter names are words or abbreviations, one letter away from many others. */
const MIN_COMPARED = 6;
/** Added to a name to make it look like part of the same thing. */
const AFFIX =
  /^(.{4,}?)[-_.]?(?:svc|service|daemon|helper|agent|update|updater|mgr|manager|monitor|check|d|s)$/;
const PREFIX = /^(?:linux|sys|system|my|new|the|gnu)[-_.]?(.{4,})$/;

export function wellKnownNames(names: readonly string[]): WellKnownNames {
  const targets: Target[][] = Array.from({ length: MAX_COMPARED + 3 }, () => []);
  for (const name of names) {
    const lower = name.toLowerCase();
    const target = { name, lower, withoutDigits: withoutDigits(lower), mask: letterMask(lower) };
    if (lower.length >= MIN_COMPARED) targets[lower.length]?.push(target);
  }
  return {
    byLower: new Map(names.map((name) => [name.toLowerCase(), name])),
    byFolded: new Map(names.map((name) => [withoutPunctuation(name), name])),
    byConfusable: new Map(names.map((name) => [withoutConfusables(name), name])),
    targets,
  };
}

/**
 * The well-known name that this one is, or imitates: by letters of other scripts, by characters that look alike, by punctuation,
 * by one or two edits, or by a word added. The caller decides whether the thing that bears the name is entitled to it.
 */
export function likeName(name: string, known: WellKnownNames): LikeName | undefined {
  const lower = name.toLowerCase();
  const same = known.byLower.get(lower);
  if (same !== undefined) return { name: same, how: 'same' };
  if (/[^\0-\u007f]/.test(name)) {
    const plain = withoutHomoglyphs(name.replace(/\p{Cf}/gu, '')).toLowerCase();
    const target = known.byLower.get(plain) ?? known.byConfusable.get(withoutConfusables(plain));
    return target === undefined ? undefined : { name: target, how: 'homoglyph' };
  }
  if (lower.length < 4 || lower.length > MAX_COMPARED) return undefined;
  const confusable =
    known.byConfusable.get(withoutConfusables(lower)) ?? known.byFolded.get(withoutPunctuation(lower));
  if (confusable !== undefined) return { name: confusable, how: 'confusable' };
  return byDistance(lower, known) ?? byAffix(lower, known);
}

function byDistance(lower: string, { targets }: WellKnownNames): LikeName | undefined {
  if (lower.length < MIN_COMPARED) return undefined;
  const limit = lower.length < 10 ? 1 : 2;
  const mask = letterMask(lower);
  const bare = withoutDigits(lower);
  for (let length = lower.length - limit; length <= lower.length + limit; length += 1) {
    for (const target of targets[length] ?? []) {
      // One edit changes at most two letters of the set.
      if (bitCount(mask ^ target.mask) > 2 * limit || target.withoutDigits === bare) continue;
      if (editDistance(lower, target.lower, limit) <= limit)
        return { name: target.name, how: 'edit-distance' };
    }
  }
  return undefined;
}

/** `sata1` and `sata2` are numbered, not imitated. */
function withoutDigits(text: string): string {
  return text.replace(/\d+/g, '');
}

function byAffix(lower: string, known: WellKnownNames): LikeName | undefined {
  for (const pattern of [AFFIX, PREFIX]) {
    const bare = pattern.exec(lower)?.[1];
    const target = bare === undefined ? undefined : known.byLower.get(bare);
    if (target !== undefined) return { name: target, how: 'affix' };
  }
  return undefined;
}
