import { MAX_ACCOUNT_FILE } from '../../../shared/limits.ts';
import { lookup } from '../../../shared/lookup.ts';
import { parseEnvironmentFile } from '../../formats/systemd-unit/environment-file.ts';
import {
  systemManagerSpecifiers,
  userManagerSpecifiers,
} from '../../formats/systemd-unit/manager-specifiers.ts';
import type { SpecifierContext } from '../../formats/systemd-unit/specifiers.ts';
import { decodeLossy } from '../../formats/systemd-unit/unit-text.ts';
import type { LoadedUnit } from './load-unit.ts';
import type { ManagerOwner } from './manager.ts';
import type { UnitFolders } from './unit-folders.ts';

/** Specifiers of an instance, which a template leaves open: without them `/opt/%i` would seem to name a file. */
const OPEN_IN_TEMPLATE = 'iIfnN';
/** os-release(5) fields behind specifiers (systemd.unit(5), "Specifiers"). */
const OS_RELEASE: Readonly<Record<string, string>> = {
  ID: 'o',
  VERSION_ID: 'w',
  BUILD_ID: 'B',
  VARIANT_ID: 'W',
  IMAGE_ID: 'M',
  IMAGE_VERSION: 'A',
};

/** Values of specifiers as the root itself tells them, read when the first unit needs them. */
export class SpecifierValues {
  readonly #store: UnitFolders;
  readonly #byOwner = new Map<ManagerOwner, { plain: Map<string, string>; template: Map<string, string> }>();
  #host: ReadonlyMap<string, string> | null = null;

  constructor(store: UnitFolders) {
    this.#store = store;
  }

  context({ unit, fragment }: LoadedUnit, owner: ManagerOwner): SpecifierContext {
    let values = this.#byOwner.get(owner);
    if (values === undefined) {
      const plain = new Map([...this.#hostValues(), ...managerValues(owner)]);
      const template = new Map(plain);
      for (const letter of OPEN_IN_TEMPLATE) template.set(letter, `%${letter}`);
      values = { plain, template };
      this.#byOwner.set(owner, values);
    }
    return {
      unit,
      fragmentPath: fragment?.path ?? null,
      values: unit.isTemplate ? values.template : values.plain,
    };
  }

  #hostValues(): ReadonlyMap<string, string> {
    if (this.#host !== null) return this.#host;
    const values = new Map<string, string>();
    const hostname = this.#firstLine('/etc/hostname');
    if (hostname !== '') values.set('H', hostname).set('q', hostname).set('l', hostname.replace(/\..*/s, ''));
    const machine = this.#firstLine('/etc/machine-id');
    if (/^[0-9a-f]{32}$/.test(machine)) values.set('m', machine);
    const release =
      this.#store.read('/etc/os-release', MAX_ACCOUNT_FILE) ??
      this.#store.read('/usr/lib/os-release', MAX_ACCOUNT_FILE);
    if (release !== null) {
      for (const { name, value } of parseEnvironmentFile(release).variables) {
        const letter = lookup(OS_RELEASE, name);
        if (letter !== undefined) values.set(letter, value);
      }
    }
    this.#host = values;
    return values;
  }

  #firstLine(path: string): string {
    const bytes = this.#store.read(path, MAX_ACCOUNT_FILE);
    const lines = bytes === null ? [] : decodeLossy(bytes).split('\n');
    return (lines.find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '').trim();
  }
}

function managerValues(owner: ManagerOwner): Map<string, string> {
  if (owner.scope === 'system') return systemManagerSpecifiers();
  const { user, uid, gid, home, shell } = owner;
  if (user === null || home === null) return new Map();
  if (uid !== null)
    return userManagerSpecifiers({ name: user, uid, gid: gid ?? uid, group: null, home, shell });
  return new Map([
    ['h', home],
    ['u', user],
    ['E', `${home}/.config`],
    ['C', `${home}/.cache`],
  ]);
}
