import { unitValues } from '../../formats/systemd-unit/merge-unit.ts';
import { expandSpecifiers } from '../../formats/systemd-unit/specifiers.ts';
import type { LoadedUnit } from './load-unit.ts';
import type { ManagerOwner } from './manager.ts';

/** Sections whose units start processes. */
const SECTIONS: ReadonlyMap<string, string> = new Map([
  ['service', 'Service'],
  ['socket', 'Socket'],
  ['mount', 'Mount'],
  ['swap', 'Swap'],
]);
const TRUE = /^(?:1|yes|y|true|t|on)$/i;

/**
 * The account that the unit's processes run as (systemd.exec(5), "User=", "DynamicUser="): root for the system's manager unless
 * stated, the user for a user's. Null where no process is started, or by whose manager is not known.
 */
export function unitAccount(
  { unit, effective, loaded }: LoadedUnit,
  owner: ManagerOwner,
  userName: (uid: number) => string | null,
): string | null {
  const section = SECTIONS.get(unit.type);
  if (owner.scope === 'user') return owner.user;
  if (section === undefined || !loaded) return null;
  const last = (key: string): string => unitValues(effective, section, key).at(-1)?.value ?? '';
  const user = last('User');
  if (user === '') return TRUE.test(last('DynamicUser')) ? unit.prefix : 'root';
  if (/^\d+$/.test(user)) return userName(Number(user)) ?? user;
  if (!user.includes('%') || unit.isTemplate) return user;
  return expandSpecifiers(user, { unit, fragmentPath: null, values: new Map() }).text;
}
