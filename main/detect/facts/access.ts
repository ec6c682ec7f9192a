import { changeRights, deniedRights } from '../../../shared/security/trustees.ts';

type Secured = 'service' | 'key';

/**
 * Trustees outside administrators whom a descriptor lets change the object, by name; empty without a descriptor.
 * Service accounts (LOCAL SERVICE, NETWORK SERVICE) are left out: services keep their own state in their keys.
 */
export function changeableBy(sddl: string | null, object: Secured): string[] {
  if (sddl === null) return [];
  return changeRights(sddl, object)
    .filter((entry) => entry.class !== 'service-account')
    .map((entry) => entry.trustee);
}

/** Trustees to whom a descriptor denies what they need to see or control the object, by name. */
export function deniedTo(sddl: string | null, object: Secured): string[] {
  return sddl === null ? [] : deniedRights(sddl, object).map((entry) => entry.trustee);
}
