import type { Platform } from '../../shared/model/common.ts';

/**
 * How the evidence was recognised.
 * `windows-volume`: a Windows volume with its files, so that a missing program is missing.
 * `windows-collection`: the folders of a volume with only what somebody collected; absent files prove nothing.
 * `windows-hives`: a folder of bare hives.
 */
export interface Root {
  readonly layout:
    | 'windows-volume'
    | 'windows-collection'
    | 'windows-hives'
    | 'linux-volume'
    | 'macos-volume';
  readonly platform: Platform;
  /** Evidence path that stands for the top of the examined volume: '' or e.g. '/C' in a KAPE-style tree. */
  readonly base: string;
  /** Windows: evidence path of the folder that holds SYSTEM and SOFTWARE. */
  readonly configFolder: string | null;
  /** Windows: name of the system folder under `base` as it is spelled there (`Windows`, `WINNT`); null for bare hives. */
  readonly systemFolder: string | null;
  /** May the absence of a file count against a service? */
  readonly filesComplete: boolean;
  /** One sentence for the report. */
  readonly reason: string;
}
