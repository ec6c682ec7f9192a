import { techniqueName } from '../../shared/attack.ts';
import type { Header } from '../../shared/model/run.ts';

/** Versions of ATT&CK whose ids can be written; the changes below are known for these and no others. */
export const ATTACK_VERSIONS = { first: 14, last: 19 } as const;

export interface Technique {
  readonly id: string;
  readonly name: string;
}

/**
 * What a technique of ours became in a later version: a row counts from `since` on. From the revocations in ATT&CK's own
 * release notes (attack.mitre.org/resources/updates: April 2025, and v19 of 2026, which took Impair Defenses apart).
 */
const REPLACED: readonly { readonly from: string; readonly since: number; readonly to: Technique }[] = [
  { from: 'T1574.002', since: 17, to: { id: 'T1574.001', name: 'Hijack Execution Flow: DLL' } },
  { from: 'T1562', since: 19, to: { id: 'T1685', name: 'Disable or Modify Tools' } },
  { from: 'T1562.001', since: 19, to: { id: 'T1685', name: 'Disable or Modify Tools' } },
  { from: 'T1562.002', since: 19, to: modifyTools('001', 'Disable or Modify Windows Event Log') },
  { from: 'T1562.003', since: 19, to: { id: 'T1690', name: 'Prevent Command History Logging' } },
  { from: 'T1562.004', since: 19, to: { id: 'T1686', name: 'Disable or Modify System Firewall' } },
  { from: 'T1562.006', since: 19, to: { id: 'T1685', name: 'Disable or Modify Tools' } },
  {
    from: 'T1562.007',
    since: 19,
    to: { id: 'T1686.001', name: 'Disable or Modify System Firewall: Cloud Firewall' },
  },
  { from: 'T1562.008', since: 19, to: modifyTools('002', 'Disable or Modify Cloud Log') },
  { from: 'T1562.009', since: 19, to: { id: 'T1688', name: 'Safe Mode Boot' } },
  { from: 'T1562.010', since: 19, to: { id: 'T1689', name: 'Downgrade Attack' } },
  { from: 'T1562.011', since: 19, to: modifyTools('003', 'Modify or Spoof Tool UI') },
  { from: 'T1562.012', since: 19, to: modifyTools('004', 'Disable or Modify Linux Audit System Log') },
  { from: 'T1070.001', since: 19, to: modifyTools('005', 'Clear Windows Event Logs') },
  { from: 'T1070.002', since: 19, to: modifyTools('006', 'Clear Linux or Mac System Logs') },
];

/** Sub-techniques of ours that came with a version; before it, their technique stands for them. */
const INTRODUCED: Readonly<Record<string, number>> = {
  'T1036.010': 16,
  'T1496.001': 16,
  'T1546.017': 16,
};

function modifyTools(sub: string, name: string): Technique {
  return { id: `T1685.${sub}`, name: `Disable or Modify Tools: ${name}` };
}

/** The version that an export writes: the one asked for, else the one whose ids the result has. */
export function chosenVersion({ tool }: Header, asked: number | null | undefined): number {
  const own = Number(tool.attackVersion);
  return asked ?? (Number.isInteger(own) ? own : ATTACK_VERSIONS.last);
}

/** The technique that stands for `id` (an id of the result) in a version of ATT&CK. */
export function techniqueAt(id: string, version: number): Technique {
  const replaced = REPLACED.find(({ from, since }) => from === id && version >= since);
  if (replaced !== undefined) return replaced.to;
  const known = Object.hasOwn(INTRODUCED, id) ? (INTRODUCED[id] ?? 0) : 0;
  const own = version < known ? (id.split('.')[0] ?? id) : id;
  return { id: own, name: nameOf(own) };
}

/** Ids come from the tags of rules, and a rule of the user may say `constructor`. */
function nameOf(id: string): string {
  return isTechniqueId(id) ? techniqueName(id) : id;
}

/** `T1543` or `T1543.003`. */
export function isTechniqueId(id: string): boolean {
  return /^T\d{4}(\.\d{3})?$/.test(id);
}

/** Ids of the matrix for industrial control systems begin with T0. */
export function isIcsTechnique(id: string): boolean {
  return id.startsWith('T0');
}

/** Each distinct technique of a finding in a version, in the order of the finding. What is no id is left out. */
export function techniquesAt(ids: readonly string[], version: number): Technique[] {
  const techniques = new Map<string, Technique>();
  for (const id of ids) {
    if (!isTechniqueId(id)) continue;
    const technique = techniqueAt(id, version);
    techniques.set(technique.id, technique);
  }
  return [...techniques.values()];
}

/** `https://attack.mitre.org/techniques/T1543/003/`; only for what `isTechniqueId` accepts. */
export function techniqueUrl(id: string): string {
  return `https://attack.mitre.org/techniques/${id.replace('.', '/')}/`;
}
