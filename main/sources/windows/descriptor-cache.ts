import type { SecuredObject } from '../../../shared/security/access-rights.ts';
import { securityDescriptorToSddl } from '../../formats/security-descriptor/descriptor-to-sddl.ts';
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
    const identity = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    const known = this.#known[object].get(identity);
    if (known !== undefined && known !== null) return known;
    const text = attempt(() => securityDescriptorToSddl(bytes, object), null, report, offset, what);
    this.#known[object].set(identity, text);
    return text;
  }
}
