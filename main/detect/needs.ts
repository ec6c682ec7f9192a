/** What a field needs of the evidence or of the user's options before it can say anything. */
export type Need = 'software-hive' | 'files' | 'hashes' | 'release' | 'baseline' | 'known-services' | 'iocs';

const FIELD_NEEDS: Readonly<Record<string, Need>> = {
  SvchostGroupKnown: 'software-hive',
  SvchostGroupMember: 'software-hive',
  MissingPayloads: 'files',
  HijackFiles: 'files',
  Sha256: 'hashes',
  InboxDifferences: 'release',
  BaselineState: 'baseline',
  BaselineChanges: 'baseline',
  KnownService: 'known-services',
  IocMatches: 'iocs',
};

/** Why a field with this need stays empty, in words for the report. */
export const NEED_REASONS: Readonly<Record<Need, string>> = {
  'software-hive': 'needs the SOFTWARE hive, which this evidence does not hold',
  files: 'needs the files of the volume, which this evidence does not hold completely',
  hashes: 'needs the hashes of files, and none was hashed',
  release: 'needs the table of inbox services of this Windows release, which there is none of',
  baseline: 'needs a trusted earlier result (--baseline)',
  'known-services': 'needs a list of known services (--known-services)',
  iocs: 'needs indicators to look for (--ioc)',
};

/** The needs of a rule's fields that `met` does not meet. */
export function unmetNeeds(fields: readonly string[], met: ReadonlySet<Need>): Need[] {
  const needs = new Set<Need>();
  for (const field of fields) {
    const need = FIELD_NEEDS[field];
    if (need !== undefined && !met.has(need)) needs.add(need);
  }
  return [...needs];
}
