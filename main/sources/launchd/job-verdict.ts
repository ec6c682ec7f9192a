import type { LaunchdDetail } from '../../../shared/model/launchd-detail.ts';
import type { Provenance } from '../../../shared/model/provenance.ts';
import { itemSummary } from './background-index.ts';
import { type BackgroundItem, dispositionWords, isAllowed, isEnabled } from './background-item.ts';
import type { JobFolder } from './job-folder.ts';
import { entriesText, overrideVerdict } from './override-verdict.ts';
import type { Overrides } from './overrides.ts';

/** What other files of the evidence say of jobs. */
export interface Surroundings {
  readonly overrides: Overrides;
  /** User ids of people's accounts. */
  readonly uids: readonly number[];
  /** Whether a store of background items was read at all. */
  readonly hasStore: boolean;
}

export interface Judged {
  readonly detail: LaunchdDetail;
  readonly enabled: boolean | null;
  /** Places beside the file that decided it. */
  readonly provenance: readonly Provenance[];
}

/**
 * Would it be loaded? What is looked at, in this order: the overrides (launchctl(1), enable and disable: they outlast restarts and
 * beat the file); background items, which macOS 13 and later does not start when they are disallowed; the file's own Disabled,
 * a default (launchd.plist(5)). Jobs inside an app are loaded only once the app registered them as background items, so that
 * nothing is known of them without a store; of misplaced files nothing is known either.
 */
export function judgeJob(
  detail: LaunchdDetail,
  { uid, loaded, location }: JobFolder,
  items: readonly BackgroundItem[],
  { overrides, uids, hasStore }: Surroundings,
): Judged {
  const verdict = overrideVerdict(detail.label, detail, uid, overrides, uids);
  const refused = items.length > 0 && items.every((item) => isAllowed(item) === false);
  const provenance: Provenance[] = verdict.entries.map(({ path, time }) => ({
    path,
    locator: { kind: 'plist', key: detail.label ?? '' },
    time,
  }));
  for (const { store, storeTime, identifier } of items)
    provenance.push({
      path: store,
      locator: { kind: 'plist', key: identifier ?? 'itemsByUserIdentifier' },
      time: storeTime,
    });
  const byOverride = entriesText(verdict.entries);
  const byItem = refused
    ? items.map((item) => `${item.store}: ${dispositionWords(item.disposition).join(', ')}`).join('; ')
    : null;
  let enabled: boolean | null;
  if (verdict.forAll === true || refused) enabled = false;
  else if (location === 'embedded')
    enabled =
      items.length > 0
        ? items.some((item) => isEnabled(item) && isAllowed(item))
        : mayBeUnregistered(detail, hasStore);
  else if (!loaded) enabled = null;
  else enabled = verdict.disabled === false || detail.disabledKey !== true;
  return {
    enabled,
    provenance,
    detail: {
      ...detail,
      disabledBy: byOverride ?? byItem,
      disabledByOverride: verdict.disabled,
      backgroundItems: items.map(itemSummary),
      registeredAsBackgroundItem: hasStore ? items.length > 0 : null,
    },
  };
}

/** Without an item: not registered, hence not started; but Apple's own apps need no registration. */
function mayBeUnregistered({ bundle }: LaunchdDetail, hasStore: boolean): false | null {
  return hasStore && bundle?.startsWith('/System/') !== true ? false : null;
}
