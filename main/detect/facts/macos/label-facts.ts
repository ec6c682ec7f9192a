import type { ServiceRecord } from '../../../../shared/model/service-record.ts';
import { detectionLists } from '../../lists/lists.ts';
import { nameAnomalies } from '../name-anomalies.ts';
import { type Randomness, randomness } from '../randomness.ts';
import { isApplesPlace } from './macos-directory-class.ts';
import { baseName } from './macos-path.ts';

const isAppleLabel = (label: string): boolean => /^com\.apple\./i.test(label);

/** The Label begins with com.apple.; undefined for what has no Label. */
export function appleLabel(record: ServiceRecord): boolean | undefined {
  const label = record.launchd?.label ?? null;
  return label === null ? undefined : isAppleLabel(label);
}

/** It does, and its property list or its program lies where Apple's are not. */
export function appleLabelOutside(
  record: ServiceRecord,
  plistPath: string,
  program: string | undefined,
): boolean {
  if (appleLabel(record) !== true) return false;
  const placed = program?.startsWith('/') === true ? [plistPath, program] : [plistPath];
  return !placed.every(isApplesPlace);
}

/** The file name without `.plist` is the Label; undefined without a Label. */
export function nameMatchesLabel(record: ServiceRecord, plistPath: string): boolean | undefined {
  const label = record.launchd?.label ?? null;
  return label === null ? undefined : baseName(plistPath).replace(/\.plist$/i, '') === label;
}

/** Patterns of a list whose only wildcard is a `*` at the end. */
class LabelList {
  readonly #exact = new Set<string>();
  readonly #starts: string[] = [];

  constructor(list: string) {
    for (const entry of detectionLists().get(list)?.entries ?? []) {
      const lower = entry.toLowerCase();
      if (lower.endsWith('*')) this.#starts.push(lower.slice(0, -1));
      else this.#exact.add(lower);
    }
  }

  has(label: string): boolean {
    const lower = label.toLowerCase();
    return this.#exact.has(lower) || this.#starts.some((start) => lower.startsWith(start));
  }
}

let defensive: LabelList | undefined;

/** The label, when it is that of a security, logging or audit service. */
export function defensiveLabel(label: string | null): string | undefined {
  if (label === null) return undefined;
  defensive ??= new LabelList('macos_defensive_labels');
  return defensive.has(label) ? label : undefined;
}

/** What makes a name hard to see or to tell from another; `hidden`: it begins with a dot. */
export function macosNameAnomalies(name: string, plistPath: string): string[] {
  const hidden = name.startsWith('.') || baseName(plistPath).startsWith('.');
  return hidden ? [...nameAnomalies(name), 'hidden'] : nameAnomalies(name);
}

const WORSE: readonly Randomness[] = ['low', 'medium', 'high'];
/** The ten letters and digits that Apple gives a developer's team. */
const TEAM = /^[0-9A-Z]{10}$/;

/** The most random component of a label; its first names a top-level domain, and a team identifier is random by nature. */
export function labelRandomness(label: string): Randomness {
  if (isAppleLabel(label)) return 'low';
  const parts = label.replace(/\.plist$/i, '').split('.');
  const looked = parts.length === 1 ? parts : parts.slice(1);
  let worst = 0;
  for (const part of looked) {
    if (!TEAM.test(part)) worst = Math.max(worst, WORSE.indexOf(randomness(part)));
  }
  return WORSE[worst] ?? 'low';
}
