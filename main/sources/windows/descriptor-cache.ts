import type { SecuredObject } from '../../../shared/security/access-rights.ts';
import { securityDescriptorToSddl } from '../../formats/security-descriptor/descriptor-to-sddl.ts';
import { latin1Text } from '../../formats/text-slice.ts';
import { attempt, type ReportProblem } from './key-values.ts';

/** Descriptors as SDDL; hundreds of services share a few, so each distinct one is decoded once. */
export class DescriptorCache {
  readonly #known: Record<SecuredObject, Map<string, string | null>> = { service: new Map(), key: new Map() };

  sddl(
    bytes: Uint8Array | null,
    object: SecuredObject,
    report: ReportProblem,
    offset: number | null,
    what: string,
  ): string | null {
    if (bytes === null) return null;
    const identity = latin1Text(bytes, 0, bytes.length);
    const known = this.#known[object].get(identity);
    if (known !== undefined && known !== null) return known;
    const text = attempt(() => securityDescriptorToSddl(bytes, object), null, report, offset, what);
    this.#known[object].set(identity, text);
    return text;
  }
}
