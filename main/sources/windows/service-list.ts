import type { Hive } from '../../formats/regf/hive.ts';
import type { RegistryKey } from '../../formats/registry-tree.ts';
import { textValue } from '../../formats/registry-value.ts';
import { controlSets, isNameless } from './host-control-sets.ts';
import { attempt, type ReportProblem } from './key-values.ts';

/** The services of the current control set, and where they were found. */
export interface ServiceList {
  readonly controlSet: RegistryKey | undefined;
  /** `ControlSet001` */
  readonly controlSetName: string;
  /** `HKLM\SYSTEM\ControlSet001\Services`, spelled as in the hive. */
  readonly keyPath: string;
  readonly keys: readonly RegistryKey[];
  /** Keys that Services says it has and that cannot be found. */
  readonly missing: number;
  readonly controlSets: readonly RegistryKey[];
  /** Why the current control set is a guess, and that a scan was needed: for diagnostics. */
  readonly notes: readonly { readonly code: string; readonly what: string }[];
}

/** Lists the subkeys of Services; where nothing leads to that key, the cells are searched for them. Null without any. */
export function listServices(hive: Hive, report: ReportProblem): ServiceList | null {
  const sets = hive.root === null ? null : controlSets(hive.root, report);
  const current = sets?.current ?? null;
  const named = attempt(() => current?.subkey('Services'), undefined, report, null, 'Services');
  const services = named ?? namelessServices(current, report);
  const scanned = services === undefined ? scan(hive, current?.name ?? null) : null;
  const controlSetName = current?.name ?? scanned?.controlSetName;
  if (controlSetName === undefined || (services === undefined && scanned === null)) return null;
  const notes = sets?.guess == null ? [] : [{ code: 'control-set-guessed', what: sets.guess }];
  if (named === undefined && services !== undefined) {
    const what = `the key Services is destroyed; ${services.name} has keys of services and is taken for it`;
    notes.push({ code: 'services-guessed', what });
  }
  if (scanned !== null) {
    const what = `${scanned.keys.length} keys of Services were found by searching the cells, no list leads to them`;
    notes.push({ code: 'services-scanned', what });
  }
  const all = attempt(() => services?.subkeys() ?? [], [], report, services?.offset ?? null, 'Services');
  const listed = all.filter((key) => !isNameless(key));
  for (const key of all) if (isNameless(key)) tellOfNameless(key, report);
  return {
    controlSet: current ?? undefined,
    controlSetName,
    keyPath: `HKLM\\SYSTEM\\${controlSetName}\\${services?.name ?? 'Services'}`,
    keys: scanned?.keys ?? listed,
    missing: Math.max(0, (services?.statedSubkeys ?? 0) - listed.length),
    controlSets: sets?.all ?? [],
    notes,
  };
}

/** A service without a name is no row of an inventory; what is left of it must not go unseen. */
function tellOfNameless(key: RegistryKey, report: ReportProblem): void {
  const names = attempt(() => key.subkeys(), [], report, key.offset, 'subkeys').map(({ name }) => name);
  const dll = attempt(
    () => textValue(key.subkey('Parameters'), 'ServiceDll'),
    undefined,
    report,
    key.offset,
    'ServiceDll',
  );
  const rest = dll === undefined ? '' : `; its ServiceDll is ${dll}`;
  report(key.offset, `key of a service whose name is lost, with the subkeys ${names.join(', ')}${rest}`);
}

/** Keys that are looked at to see what a nameless key is, and how many of them have to look like services. */
const LOOKED_AT = 64;
const ENOUGH = 3;

/** Of a key whose node is destroyed only the subkeys are left: where most have what a service has, it was Services. */
function namelessServices(controlSet: RegistryKey | null, report: ReportProblem): RegistryKey | undefined {
  const children = attempt(() => controlSet?.subkeys() ?? [], [], report, null, 'Services');
  return children.filter(isNameless).find((child) => {
    const keys = attempt(() => child.subkeys(), [], report, child.offset, 'Services').slice(0, LOOKED_AT);
    const services = keys.filter(
      (key) =>
        attempt(() => key.value('Type') ?? key.value('ImagePath'), undefined, report, key.offset, 'Type') !==
        undefined,
    );
    return services.length >= ENOUGH && services.length * 2 >= keys.length;
  });
}

const SERVICE_PATH = /^(ControlSet\d{3})\\Services\\[^\\]+$/i;

/** Services by their paths; without a control set that is wanted, those of the lowest one. */
function scan(hive: Hive, wanted: string | null): { controlSetName: string; keys: RegistryKey[] } | null {
  const bySet = new Map<string, RegistryKey[]>();
  for (const key of hive.scanKeys()) {
    const set = SERVICE_PATH.exec(key.path)?.[1]?.toLowerCase();
    if (set === undefined) continue;
    const keys = bySet.get(set);
    if (keys === undefined) bySet.set(set, [key]);
    else keys.push(key);
  }
  const name = wanted?.toLowerCase() ?? [...bySet.keys()].sort()[0];
  const keys = name === undefined ? undefined : bySet.get(name);
  const [first] = keys ?? [];
  if (keys === undefined || first === undefined) return null;
  return { controlSetName: first.path.slice(0, first.path.indexOf('\\')), keys };
}
