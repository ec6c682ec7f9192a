import type { Hive } from '../../formats/regf/hive.ts';
import type { RegistryKey } from '../../formats/registry-tree.ts';
import { controlSets } from './host-control-sets.ts';
import { attempt, type ReportProblem } from './key-values.ts';

/** The services of the current control set, and where they were found. */
export interface ServiceList {
  readonly controlSet: RegistryKey | undefined;
  /** `ControlSet001` */
  readonly controlSetName: string;
  /** `HKLM\SYSTEM\ControlSet001\Services`, spelled as in the hive. */
  readonly keyPath: string;
  readonly keys: readonly RegistryKey[];
  readonly controlSets: readonly RegistryKey[];
  /** Why the current control set is a guess, and that a scan was needed: for diagnostics. */
  readonly notes: readonly { readonly code: string; readonly what: string }[];
}

/** Defects after which keys may be there that no list leads to. */
const LOSING: ReadonlySet<string> = new Set([
  'cell-outside',
  'cell-size',
  'cell-free',
  'wrong-signature',
  'list-size',
  'list-nested',
  'subkey-count',
  'hive-truncated',
  'bin-header',
  'root-cell',
]);

/** Lists the subkeys of Services; in a damaged hive the cells are searched for more of them. Null without any. */
export function listServices(hive: Hive, report: ReportProblem): ServiceList | null {
  const sets = hive.root === null ? null : controlSets(hive.root, report);
  const current = sets?.current ?? null;
  const services = attempt(() => current?.subkey('Services'), undefined, report, null, 'Services');
  const listed = attempt(() => services?.subkeys() ?? [], [], report, services?.offset ?? null, 'Services');
  const notes = sets?.guess == null ? [] : [{ code: 'control-set-guessed', what: sets.guess }];
  const damaged = services === undefined || hive.diagnostics.some(({ code }) => LOSING.has(code));
  const scanned = damaged
    ? scan(hive, current?.name ?? null, new Set(listed.map((key) => key.offset)))
    : null;
  const controlSetName = current?.name ?? scanned?.controlSetName;
  if (controlSetName === undefined || (services === undefined && scanned === null)) return null;
  const more = scanned?.keys ?? [];
  if (more.length > 0) {
    const what = `${more.length} keys of Services were found by searching the cells, no list leads to them`;
    notes.push({ code: 'services-scanned', what });
  }
  return {
    controlSet: current ?? undefined,
    controlSetName,
    keyPath: `HKLM\\SYSTEM\\${controlSetName}\\${services?.name ?? 'Services'}`,
    keys: more.length === 0 ? listed : [...listed, ...more],
    controlSets: sets?.all ?? [],
    notes,
  };
}

const SERVICE_PATH = /^(ControlSet\d{3})\\Services\\[^\\]+$/i;

function scan(
  hive: Hive,
  wanted: string | null,
  known: ReadonlySet<number | null>,
): { controlSetName: string; keys: RegistryKey[] } | null {
  const bySet = new Map<string, RegistryKey[]>();
  for (const key of hive.scanKeys()) {
    const set = known.has(key.offset) ? null : (SERVICE_PATH.exec(key.path)?.[1] ?? null);
    if (set === null) continue;
    const name = set.toLowerCase();
    const keys = bySet.get(name);
    if (keys === undefined) bySet.set(name, [key]);
    else keys.push(key);
  }
  const name = wanted?.toLowerCase() ?? [...bySet.keys()].sort()[0];
  const keys = name === undefined ? undefined : bySet.get(name);
  const first = keys?.[0];
  if (keys === undefined || first === undefined) return null;
  return { controlSetName: first.path.slice(0, first.path.indexOf('\\')), keys };
}
