import { mapGenericRights, rightNames, type SecuredObject } from './access-rights.ts';
import { parseSddl, type SddlAce } from './sddl.ts';
import { type TrusteeClass, trusteeClass } from './trustee-class.ts';
import { sidName } from './well-known-sids.ts';

/** A trustee and the rights in question, by the names that the Windows headers give them. */
export interface TrusteeRights {
  /** English name, or the SID where none is known. */
  readonly trustee: string;
  readonly sid: string;
  readonly class: Exclude<TrusteeClass, 'trusted' | 'restricted'>;
  readonly rights: readonly string[];
}

export interface DeniedRights {
  readonly trustee: string;
  readonly sid: string;
  readonly rights: readonly string[];
}

const EVERYONE = 'S-1-1-0';
const AUTHENTICATED = 'S-1-5-11';

/**
 * Rights that let their holder decide what runs. Service: change configuration, DACL, owner. Key: also its content. KEY_CREATE_LINK is
 * none: a link needs KEY_CREATE_SUB_KEY as well, and Windows 7 has it in what GENERIC_EXECUTE gives all users on its own keys.
 */
const CHANGE_MASK: Readonly<Record<SecuredObject, number>> = { service: 0x000c_0002, key: 0x000d_0006 };
/** Every right that the object knows. */
const ALL_MASK: Readonly<Record<SecuredObject, number>> = { service: 0x000f_01ff, key: 0x000f_003f };

/** Those whom nobody denies a service or its key in good faith: SY, BA, IU, SU, WD, AU, BU, NU. */
const EXPECTED_TRUSTEES = new Set([
  'S-1-5-18',
  'S-1-5-32-544',
  'S-1-5-4',
  'S-1-5-6',
  EVERYONE,
  AUTHENTICATED,
  'S-1-5-32-545',
  'S-1-5-2',
]);

/**
 * Who outside administrators may change the object, by the DACL alone. `class` tells users from operator groups,
 * service accounts and single accounts. Inherit-only ACEs do not count, and a right that an earlier deny ACE takes
 * from the trustee does not either. Without a DACL everyone may. Text that is not SDDL gives an empty list.
 */
export function changeRights(sddl: string, object: SecuredObject): TrusteeRights[] {
  const parsed = parseSddl(sddl);
  if (!parsed.ok) return [];
  const { dacl } = parsed.value;
  if (dacl === null) {
    const rights = rightNames(CHANGE_MASK[object], object);
    return [{ trustee: sidName(EVERYONE), sid: EVERYONE, class: 'user', rights }];
  }
  const denied: { readonly sid: string; readonly mask: number }[] = [];
  const granted = new Map<string, number>();
  for (const ace of dacl) {
    if (ace.flags.includes('IO')) continue;
    // An object ACE with a GUID concerns a directory property, which neither a service nor a key has.
    if (ace.objectType !== null) continue;
    const mask = mapGenericRights(ace.mask, object);
    if (ace.effect === 'deny' && ace.condition === null) denied.push({ sid: ace.sid, mask });
    if (ace.effect !== 'allow') continue;
    let left = mask & CHANGE_MASK[object];
    for (const deny of denied) if (covers(deny.sid, ace.sid)) left &= ~deny.mask;
    if (left !== 0) granted.set(ace.sid, (granted.get(ace.sid) ?? 0) | left);
  }
  const found: TrusteeRights[] = [];
  for (const [sid, mask] of granted) {
    const kind = trusteeClass(sid);
    if (kind === 'trusted' || kind === 'restricted') continue;
    found.push({ trustee: sidName(sid), sid, class: kind, rights: rightNames(mask, object) });
  }
  return found;
}

/**
 * Deny ACEs against those who administer, query or see services: what hides a service or locks it. A DACL without
 * entries denies everyone everything. Inherit-only ACEs do not count.
 */
export function deniedRights(sddl: string, object: SecuredObject): DeniedRights[] {
  const parsed = parseSddl(sddl);
  if (!parsed.ok || parsed.value.dacl === null) return [];
  const { dacl } = parsed.value;
  if (dacl.length === 0) {
    return [{ trustee: sidName(EVERYONE), sid: EVERYONE, rights: rightNames(ALL_MASK[object], object) }];
  }
  const masks = new Map<string, number>();
  for (const ace of dacl) {
    if (!isEffectiveDeny(ace) || !EXPECTED_TRUSTEES.has(ace.sid)) continue;
    masks.set(ace.sid, (masks.get(ace.sid) ?? 0) | mapGenericRights(ace.mask, object));
  }
  return [...masks]
    .map(([sid, mask]) => ({ trustee: sidName(sid), sid, rights: rightNames(mask, object) }))
    .filter((entry) => entry.rights.length > 0);
}

function isEffectiveDeny(ace: SddlAce): boolean {
  return ace.effect === 'deny' && !ace.flags.includes('IO') && ace.objectType === null;
}

/** Does a deny ACE for `denied` reach every bearer of `sid`? Only memberships that hold on every system count. */
function covers(denied: string, sid: string): boolean {
  if (denied === sid || denied === EVERYONE) return true;
  return denied === AUTHENTICATED && (sid === 'S-1-5-4' || sid === 'S-1-5-6' || sid === 'S-1-5-32-545');
}
