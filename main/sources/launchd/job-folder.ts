import type { LaunchdDetail } from '../../../shared/model/launchd-detail.ts';

/** A folder that holds jobs. */
export interface JobFolder {
  /** Evidence path, as `lookup` gave it. */
  readonly path: string;
  readonly type: LaunchdDetail['type'];
  readonly location: LaunchdDetail['location'];
  /** Account in whose home it lies. */
  readonly user: string | null;
  readonly uid: number | null;
  /** App bundle in which it lies. */
  readonly bundle: string | null;
  /** launchd looks there by itself; false for templates, for misplaced folders, and inside app bundles. */
  readonly loaded: boolean;
}
