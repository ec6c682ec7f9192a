import type { RegistryKey } from '../../formats/registry-tree.ts';
import { listOf } from '../../formats/registry-value.ts';
import { attempt, type ReportProblem } from './key-values.ts';

const SVCHOST = 'Microsoft\\Windows NT\\CurrentVersion\\Svchost';

/** Lower-case group to lower-case names of its services. */
type Groups = ReadonlyMap<string, ReadonlySet<string>>;

export interface SvchostMembership {
  /** null when there is no SOFTWARE hive, or no Svchost key in it. */
  readonly known: boolean | null;
  readonly member: boolean | null;
}

/** Groups of services that svchost.exe hosts: SOFTWARE\Microsoft\Windows NT\CurrentVersion\Svchost, one value each. */
export class SvchostGroups {
  readonly #native: Groups | null;
  readonly #wow64: Groups | null;

  constructor(software: RegistryKey | null, report: ReportProblem) {
    this.#native = readGroups(software?.descendant(SVCHOST), report);
    this.#wow64 = readGroups(software?.descendant(`WOW6432Node\\${SVCHOST}`), report);
  }

  /** `wow64`: the service runs in SysWOW64\svchost.exe, which reads its own view of the key. */
  membership(group: string | null, service: string, wow64: boolean): SvchostMembership {
    const groups = wow64 ? (this.#wow64 ?? this.#native) : this.#native;
    if (group === null || groups === null) return { known: null, member: null };
    const members = groups.get(group.toLowerCase());
    if (members === undefined) return { known: false, member: false };
    const name = service.toLowerCase();
    const template = PER_USER.exec(name)?.[1];
    return { known: true, member: members.has(name) || (template !== undefined && members.has(template)) };
  }
}

/** Instances of per-user services carry the LUID of the logon behind the template's name: `CDPUserSvc_1a2b3`. */
const PER_USER = /^(.+)_[0-9a-f]{2,16}$/s;

function readGroups(key: RegistryKey | undefined, report: ReportProblem): Groups | null {
  if (key === undefined) return null;
  const groups = new Map<string, ReadonlySet<string>>();
  for (const value of attempt(() => key.values(), [], report, key.offset, 'svchost groups')) {
    const names = attempt(
      () => listOf(value),
      undefined,
      report,
      value.offset,
      `svchost group ${value.name}`,
    );
    if (names !== undefined)
      groups.set(value.name.toLowerCase(), new Set(names.map((name) => name.toLowerCase())));
  }
  return groups;
}
