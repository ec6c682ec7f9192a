import type { Platform } from '../../shared/model/common.ts';

/**
 * How the evidence was recognised.
 * `windows-volume`: a Windows volume with its files, so that a missing program is missing.
 * `windows-collection`: the folders of a volume with only what somebody collected; absent files prove nothing.
 * `windows-hives`: a folder of bare hives.
 * `linux-volume`, `macos-volume`: a volume with its files. `…-collection`: the folders of a volume with only what somebody collected.
 * `windows-logs`, `linux-logs`, `macos-logs`: a folder of logs and nothing else of its system.
 * `linux-units`, `macos-jobs`: bare folders of units or property lists, named in `folders`.
 */
export interface Root {
  readonly layout:
    | 'windows-volume'
    | 'windows-collection'
    | 'windows-hives'
    | 'windows-logs'
    | 'linux-logs'
    | 'macos-logs'
    | 'linux-volume'
    | 'linux-collection'
    | 'linux-units'
    | 'macos-volume'
    | 'macos-collection'
    | 'macos-jobs';
  readonly platform: Platform;
  /**
   * Path that stands for the top of the examined volume: '' or e.g. '/C' in a KAPE-style tree. Windows sources find it below
   * `evidence`; Linux and macOS sources are given evidence that begins there (absolute links then mean that volume), so that they
   * need not look at it.
   */
  readonly base: string;
  /** Windows: evidence path of the folder that holds SYSTEM and SOFTWARE. */
  readonly configFolder: string | null;
  /** Windows: name of the system folder under `base` as it is spelled there (`Windows`, `WINNT`); null for bare hives. */
  readonly systemFolder: string | null;
  /**
   * Bare folders: each folder of the evidence and the path that it stands for on its system, e.g. `/LaunchDaemons` for
   * `/Library/LaunchDaemons`; empty for other layouts.
   */
  readonly folders: readonly { readonly path: string; readonly standsFor: string }[];
  /** May the absence of a file count against a service? */
  readonly filesComplete: boolean;
  /** One sentence for the report. */
  readonly reason: string;
  /** What else lies there that could be examined and is not, in words. */
  readonly notExamined?: string;
}
