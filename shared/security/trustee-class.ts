import { domainRid } from './well-known-sids.ts';

/**
 * How far a trustee is from an administrator.
 * `trusted`: SYSTEM, administrators, TrustedInstaller, single services, the owner placeholders.
 * `operator`: built-in operator groups. `service-account`: LOCAL SERVICE, NETWORK SERVICE and groups of services.
 * `account`: one account or group of a domain or machine, of which a descriptor does not say who is in it.
 * `restricted`: app packages, capabilities, RESTRICTED; they grant nothing alone, the user must be allowed as well
 * (Microsoft Learn, "Access control for AppContainers", "Restricted Tokens").
 * `user`: everybody else.
 */
export type TrusteeClass = 'trusted' | 'operator' | 'service-account' | 'account' | 'restricted' | 'user';

const BY_SID: Readonly<Record<string, TrusteeClass>> = {
  'S-1-3-0': 'trusted',
  'S-1-3-1': 'trusted',
  'S-1-3-4': 'trusted',
  'S-1-5-6': 'service-account',
  'S-1-5-9': 'trusted',
  'S-1-5-12': 'restricted',
  'S-1-5-17': 'service-account',
  'S-1-5-18': 'trusted',
  'S-1-5-19': 'service-account',
  'S-1-5-20': 'service-account',
  'S-1-5-33': 'restricted',
  'S-1-5-114': 'trusted',
  'S-1-5-32-544': 'trusted',
  'S-1-5-32-545': 'user',
  'S-1-5-32-546': 'user',
  'S-1-5-32-554': 'user',
  'S-1-5-32-555': 'user',
  'S-1-5-32-562': 'user',
  'S-1-5-32-568': 'service-account',
  'S-1-5-32-580': 'user',
  'S-1-5-32-581': 'user',
  'S-1-5-80-0': 'service-account',
};

/** Longest first where one is the beginning of another. */
const BY_PREFIX: readonly (readonly [prefix: string, trusteeClass: TrusteeClass])[] = [
  ['S-1-5-32-', 'operator'],
  ['S-1-5-80-', 'trusted'],
  ['S-1-5-82-', 'service-account'],
  ['S-1-5-83-', 'service-account'],
  ['S-1-5-84-', 'service-account'],
  ['S-1-5-90-', 'service-account'],
  ['S-1-5-96-', 'service-account'],
  ['S-1-15-', 'restricted'],
];

/** Relative ids of domain groups and accounts that say more than `account`. */
const BY_RID: Readonly<Record<number, TrusteeClass>> = {
  498: 'trusted',
  500: 'trusted',
  501: 'user',
  512: 'trusted',
  513: 'user',
  514: 'user',
  515: 'user',
  516: 'trusted',
  517: 'operator',
  518: 'trusted',
  519: 'trusted',
  520: 'operator',
  521: 'trusted',
  525: 'user',
  526: 'operator',
  527: 'trusted',
  553: 'operator',
};

export function trusteeClass(sid: string): TrusteeClass {
  const exact = BY_SID[sid];
  if (exact !== undefined) return exact;
  const rid = domainRid(sid);
  if (rid !== null) return BY_RID[rid] ?? 'account';
  return BY_PREFIX.find(([prefix]) => sid.startsWith(prefix))?.[1] ?? 'user';
}
