import type { Diagnostic } from '../../../shared/model/diagnostic.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { plistToJson } from '../../formats/plist/plist-to-json.ts';
import type { PlistDict } from '../../formats/plist/plist-value.ts';
import { bundleInfo } from './bundle-info.ts';
import type { JobFile } from './job-file.ts';
import { launchdDiagnostic } from './launchd-diagnostic.ts';

/** A bundle in Contents/Library/LoginItems of an app (SMLoginItemSetEnabled, SMAppService.loginItem). */
export interface LoginItem {
  /** Its Info.plist, in the form of a job. */
  readonly file: JobFile;
  /** Evidence path of the login item's own bundle. */
  readonly path: string;
  readonly identifier: string | null;
  readonly executable: string | null;
  readonly plist: unknown;
}

/** Reads a login item; a bundle without Info.plist is kept under its name, with a diagnostic. */
export function* loginItem(
  evidence: Evidence,
  path: string,
  bundle: string,
  user: { readonly name: string; readonly uid: number | null } | null,
): Generator<Diagnostic, LoginItem> {
  const info = bundleInfo(evidence, path);
  const missing = `${path}/Contents/Info.plist`;
  if (info === null)
    yield launchdDiagnostic(
      'warning',
      'plist-unreadable',
      missing,
      'a login item whose Info.plist cannot be read',
    );
  const program: PlistDict = new Map(info?.executable == null ? [] : [['Program', info.executable]]);
  return {
    path,
    identifier: info?.identifier ?? null,
    executable: info?.executable ?? null,
    plist: info === null ? null : plistToJson(info.dict),
    file: {
      path: info?.path ?? missing,
      target: info?.path ?? null,
      name: path.slice(path.lastIndexOf('/') + 1),
      folder: {
        path,
        type: 'login-item',
        location: 'embedded',
        user: user?.name ?? null,
        uid: user?.uid ?? null,
        bundle,
        loaded: false,
      },
      modified: info?.modified ?? null,
      format: info?.format ?? null,
      dict: info === null ? null : program,
    },
  };
}
