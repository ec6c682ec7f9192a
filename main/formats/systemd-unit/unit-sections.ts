import { isUnitType, type UnitType } from './unit-name.ts';

/** Sections that systemd reads of a unit file besides [Unit] and [Install] (systemd.unit(5), "Description"). */
const TYPE_SECTION: Readonly<Record<UnitType, string>> = {
  service: 'Service',
  socket: 'Socket',
  device: 'Device',
  mount: 'Mount',
  automount: 'Automount',
  swap: 'Swap',
  target: 'Target',
  path: 'Path',
  timer: 'Timer',
  slice: 'Slice',
  scope: 'Scope',
};

/**
 * The unit type that a file configures, from its path alone: `…/a.service` and, for drop-ins, `…/a.service.d/x.conf` or
 * `…/service.d/x.conf`. Null where the path does not tell.
 */
export function unitTypeOfPath(path: string): UnitType | null {
  const slash = path.lastIndexOf('/');
  const file = path.slice(slash + 1);
  const folder =
    slash < 1 ? path.slice(0, Math.max(0, slash)) : path.slice(path.lastIndexOf('/', slash - 1) + 1, slash);
  const named = file.endsWith('.conf') && folder.endsWith('.d') ? folder.slice(0, -2) : file;
  const type = named.slice(named.lastIndexOf('.') + 1);
  return isUnitType(type) ? type : null;
}

/** True when systemd reads the section of a unit of this type; with a type that is not known, any type's section will do. */
export function isReadSection(section: string, type: UnitType | null): boolean {
  if (section === 'Unit' || section === 'Install') return true;
  if (type !== null) return TYPE_SECTION[type] === section;
  return Object.values(TYPE_SECTION).includes(section);
}
