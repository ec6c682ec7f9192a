/** Where a link points, before it is walked. */
export type LinkTarget =
  | { readonly kind: 'absolute' | 'relative'; readonly components: readonly string[] }
  | { readonly kind: 'outside'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

export interface LinkRules {
  readonly backslashSeparates: boolean;
  readonly drive: string | null;
}

/** `C:\…`, `\??\C:\…`, `\\?\C:\…` and the same with `/`, as the drivers of other systems show them. */
const DRIVE = /^(?:[\\/]{1,2}(?:\?\?|\?|\.)[\\/])?([A-Za-z]):(?:[\\/]|$)/;
/** An object path without a drive letter: a volume GUID, `UNC\server\share`, a device. */
const OBJECT = /^[\\/]{1,2}(?:\?\?|\?|\.)[\\/]/;
/** ntfs-3g shows a reparse point that it cannot follow (WOF, cloud files) as a link with this text. */
const UNSUPPORTED = /^unsupported reparse /;

/**
 * Reads the text of a symbolic link or junction ([MS-FSCC] 2.1.2.4 and 2.1.2.5). An absolute target means the root of
 * the evidence; one that names another volume, a share or a device leads out of it.
 */
export function parseLinkTarget(target: string, rules: LinkRules): LinkTarget {
  if (UNSUPPORTED.test(target)) return { kind: 'unreadable', reason: target };
  const drive = DRIVE.exec(target);
  if (drive !== null) {
    const letter = (drive[1] ?? '').toUpperCase();
    if (rules.drive !== null && rules.drive !== letter) {
      return { kind: 'outside', reason: `link to another drive: ${target}` };
    }
    return { kind: 'absolute', components: target.slice(drive[0].length).split(/[\\/]/) };
  }
  if (OBJECT.test(target)) return { kind: 'outside', reason: `link to another volume: ${target}` };
  if (target.startsWith('\\\\')) return { kind: 'outside', reason: `link to a network share: ${target}` };
  const separator = rules.backslashSeparates ? /[\\/]/ : '/';
  const absolute = target.startsWith('/') || (rules.backslashSeparates && target.startsWith('\\'));
  return { kind: absolute ? 'absolute' : 'relative', components: target.split(separator) };
}
