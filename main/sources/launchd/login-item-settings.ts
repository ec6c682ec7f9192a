import { MAX_SETTINGS_PER_ROW } from '../../../shared/limits.ts';
import type { Diagnostic } from '../../../shared/model/diagnostic.ts';
import type { Setting } from '../../../shared/model/setting.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { isPlistDict } from '../../formats/plist/plist-value.ts';
import type { Root } from '../root.ts';
import { asText } from './dictionary.ts';
import { OVERRIDES_FOLDER, standingFor } from './overrides.ts';
import { readPlist } from './read-plist.ts';
import { canonicalPath } from './volume-paths.ts';

const NAME = /^loginitems\.\d{1,10}\.plist$/;

/**
 * What SMLoginItemSetEnabled has kept since OS X 10.10, `loginitems.UID.plist` beside the overrides, as settings: its form is not
 * documented, so that the values are shown as they are.
 */
export function* loginItemSettings(evidence: Evidence, root: Root): Generator<Setting | Diagnostic> {
  const seen = new Set<string>();
  for (const place of standingFor(root, OVERRIDES_FOLDER)) {
    const folder = evidence.lookup(place);
    const listing = folder.state === 'directory' ? evidence.list(folder.path) : null;
    if (folder.state !== 'directory' || listing?.ok !== true) continue;
    for (const { name, kind } of listing.value) {
      const path = `${folder.path}/${name}`;
      if (kind !== 'file' || !NAME.test(name) || seen.has(canonicalPath(path))) continue;
      seen.add(canonicalPath(path));
      const { plist, diagnostics } = readPlist(evidence, path);
      yield* diagnostics;
      if (plist === null || !isPlistDict(plist.value)) continue;
      for (const [key, value] of [...plist.value].slice(0, MAX_SETTINGS_PER_ROW))
        yield {
          id: `macos-setting:${path}:${key}`,
          platform: 'macos',
          area: 'launchd-login-item',
          name: key,
          key: path,
          value: asText(value),
          number: null,
          list: null,
          provenance: [{ path, locator: { kind: 'plist', key }, time: null }],
        };
    }
  }
}
