/** Who an account name or SID is, as far as the name alone tells. */
export type ActorKind = 'system' | 'service' | 'machine' | 'user' | 'unknown';

const SYSTEM = /^(?:s-1-5-18|(?:nt authority\\)?system|root|0)$/i;
const SERVICE =
  /^(?:s-1-5-19|s-1-5-20|s-1-5-80-.*|s-1-5-90-.*|s-1-5-83-.*|(?:nt authority\\)?(?:local service|network service)|nt service\\.*)$/i;

/** `DOMAIN\name`, a name, or a SID ([MS-DTYP] 2.4.2.4, well-known SIDs). */
export function actorKind(actor: string | null): ActorKind {
  if (actor === null || actor === '' || actor === '-') return 'unknown';
  if (SYSTEM.test(actor)) return 'system';
  if (SERVICE.test(actor)) return 'service';
  return actor.endsWith('$') ? 'machine' : 'user';
}

/** Is the account in the list? An entry without a domain stands for the name in any; SIDs are compared whole. `known`: lower case. */
export function isKnownActor(actor: string | null, known: ReadonlySet<string> | null): boolean | undefined {
  if (known === null || actor === null) return undefined;
  const name = actor.toLowerCase();
  return known.has(name) || known.has(name.slice(name.lastIndexOf('\\') + 1));
}
