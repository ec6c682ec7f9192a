import { MAX_REMEMBERED } from '../../../shared/limits.ts';
import { memo } from '../../../shared/memo.ts';
import { changeRights, deniedRights, type TrusteeRights } from '../../../shared/security/trustees.ts';

type Secured = 'service' | 'key';

const CHANGE = {
  service: memo((sddl) => changeRights(sddl, 'service'), MAX_REMEMBERED),
  key: memo((sddl) => changeRights(sddl, 'key'), MAX_REMEMBERED),
};
const DENIED = {
  service: memo((sddl) => deniedRights(sddl, 'service'), MAX_REMEMBERED),
  key: memo((sddl) => deniedRights(sddl, 'key'), MAX_REMEMBERED),
};

/** Trustees, and the only right that they have; null for any. */
interface Shipped {
  readonly trustees: readonly string[];
  readonly only: string | null;
}

/**
 * What Windows itself grants on keys of its services, from hives of Windows 8.1, 10 1709 and 10 21H2, and of Windows 7, where users may
 * create subkeys of two (https://itm4n.github.io/windows-registry-rpceptmapper-eop/).
 */
const SHIPPED_ON_KEYS: Readonly<Record<string, Shipped>> = {
  nlasvc: { trustees: ['INTERACTIVE'], only: null },
  embeddedmode: { trustees: ['INTERACTIVE', 'Authenticated Users'], only: null },
  rpceptmapper: { trustees: ['Authenticated Users', 'Users'], only: 'KEY_CREATE_SUB_KEY' },
  dnscache: { trustees: ['INTERACTIVE', 'Authenticated Users', 'Users'], only: 'KEY_CREATE_SUB_KEY' },
};

/**
 * Trustees outside administrators whom a descriptor lets change the object, by name; empty without a descriptor.
 * Service accounts (LOCAL SERVICE, NETWORK SERVICE) are left out: services keep their own state in their keys. On a
 * service of Windows (`inboxName`) so are what Windows ships: operator groups, and two keys' own trustees.
 */
export function changeableBy(
  sddl: string | null,
  object: Secured,
  inboxName: string | null = null,
): string[] {
  if (sddl === null) return [];
  const shipped =
    object === 'key' && inboxName !== null ? SHIPPED_ON_KEYS[inboxName.toLowerCase()] : undefined;
  return CHANGE[object](sddl)
    .filter((entry) => entry.class !== 'service-account')
    .filter((entry) => inboxName === null || (entry.class !== 'operator' && !isShipped(entry, shipped)))
    .map((entry) => entry.trustee);
}

function isShipped({ trustee, rights }: TrusteeRights, shipped: Shipped | undefined): boolean {
  if (shipped?.trustees.includes(trustee) !== true) return false;
  return shipped.only === null || rights.every((right) => right === shipped.only);
}

/** Trustees to whom a descriptor denies what they need to see or control the object, by name. */
export function deniedTo(sddl: string | null, object: Secured): string[] {
  return sddl === null ? [] : DENIED[object](sddl).map((entry) => entry.trustee);
}
