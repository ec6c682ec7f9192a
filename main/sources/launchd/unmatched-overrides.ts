import { MAX_SETTINGS_PER_ROW } from '../../../shared/limits.ts';
import type { Setting } from '../../../shared/model/setting.ts';
import type { Overrides } from './overrides.ts';

/**
 * Overrides of labels that no job of this evidence has, as settings: of a job that was deleted, or that a collection lacks, they
 * are all that is left.
 */
export function* unmatchedOverrides(overrides: Overrides, labels: ReadonlySet<string>): Generator<Setting> {
  let settings = 0;
  for (const [label, entries] of overrides) {
    if (labels.has(label)) continue;
    for (const { path, disabled, time } of entries) {
      if (++settings > MAX_SETTINGS_PER_ROW) return;
      yield {
        id: `macos-setting:${path}:${label}`,
        platform: 'macos',
        area: 'launchd-override',
        name: label,
        key: path,
        value: disabled ? 'disabled' : 'enabled',
        number: null,
        list: null,
        provenance: [{ path, locator: { kind: 'plist', key: label }, time }],
      };
    }
  }
}
