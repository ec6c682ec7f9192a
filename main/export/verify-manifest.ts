import { type Manifest, type ManifestFile, MANIFEST_NAME, manifestSchema } from './manifest.ts';
import { err, ok, type Result } from '../../shared/result.ts';

export interface ManifestProblem {
  readonly kind: 'missing' | 'changed' | 'extra' | 'duplicate';
  readonly name: string;
  /** One sentence without the name. */
  readonly what: string;
}
