import type { LaunchdDetail } from '../../../shared/model/launchd-detail.ts';
import type { Override, Overrides } from './overrides.ts';

export interface OverrideVerdict {
  /** Does a database disable it for anyone? null when none speaks of it. */
  readonly disabled: boolean | null;
  /** Is it disabled for everyone whom it is for? null when none speaks of it. */
  readonly forAll: boolean | null;
  /** The entries that decide. */
  readonly entries: readonly Override[];
}

const NONE: OverrideVerdict = { disabled: null, forAll: null, entries: [] };

/**
 * What the databases say of a job (launchctl(1), enable: system/LABEL, user/UID/LABEL, gui/UID/LABEL). Daemons are decided by the
 * system's, an agent in a home by its user's, an agent for all users by each user's: it is disabled for all only if each of
 * `uids`, the accounts of people, has disabled it. Where an account has an entry in both, that of launchd.db does not count.
 */
export function overrideVerdict(
  label: string | null,
  { type }: Pick<LaunchdDetail, 'type'>,
  uid: number | null,
  overrides: Overrides,
  uids: readonly number[],
): OverrideVerdict {
  const all = label === null ? undefined : overrides.get(label);
  if (all === undefined) return NONE;
  const speaks = new Map<number | null, Override>();
  for (const entry of all) {
    const isMine =
      type === 'daemon' ? entry.uid === null : entry.uid !== null && (uid === null || entry.uid === uid);
    if (isMine && !speaks.has(entry.uid)) speaks.set(entry.uid, entry);
  }
  const entries = [...speaks.values()];
  if (entries.length === 0) return NONE;
  const disabling = entries.filter((entry) => entry.disabled);
  if (disabling.length === 0) return { disabled: false, forAll: false, entries };
  const isForOne = type === 'daemon' || uid !== null;
  const forAll = isForOne || uids.every((one) => speaks.get(one)?.disabled === true);
  return { disabled: true, forAll, entries: disabling };
}

/** `path: value` of each entry, as the record names them. */
export function entriesText(entries: readonly Override[]): string | null {
  return entries.length === 0 ? null : entries.map(({ path, disabled }) => `${path}: ${disabled}`).join('; ');
}
