import { append } from '../../../shared/append.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { ParseError } from '../../formats/parse-error.ts';
import type { RegistryKey } from '../../formats/registry-tree.ts';
import type { SourceContext, SourceItem } from '../source.ts';
import { comparableRecord } from './compare-services.ts';
import { controlSetOf, deletedService } from './deleted-services.ts';
import { DescriptorCache } from './descriptor-cache.ts';
import { environmentOfHives } from './environment-of-hives.ts';
import { FileLookup } from './file-lookup.ts';
import { type HiveFile, windowsHives } from './hives.ts';
import { attempt } from './key-values.ts';
import { otherStates } from './other-states.ts';
import { Problems } from './problems.ts';
import { ProcrunServices } from './procrun-services.ts';
import { historyOf, SOURCE_ID, vanished } from './service-history.ts';
import { serviceRecord } from './service-key.ts';
import { listServices, type ServiceList } from './service-list.ts';
import type { ServiceScope } from './service-scope.ts';
import { SvchostGroups } from './svchost-groups.ts';

export interface ServiceCounts {
  services: number;
  drivers: number;
  other: number;
  deleted: number;
  historyChanges: number;
  unreadable: number;
}

/** Yields what the SYSTEM hive says of services and counts it; returns false when no Services key can be reached. */
export function* collectServices(
  context: SourceContext,
  system: HiveFile,
  counts: ServiceCounts,
): Generator<SourceItem, boolean> {
  const problems = new Problems(SOURCE_ID, 'service-value', system.path);
  const hives = windowsHives(context);
  const list = listServices(system.hive, problems.report);
  if (list === null) {
    yield* problems.last();
    return false;
  }
  const scope = openScope(context, system, list, problems);
  counts.unreadable += list.missing;
  for (const { code, what } of list.notes) problems.add(code, null, what);
  const others = otherStates(hives, list.controlSetName, list.controlSets, problems.report);
  const names = new Set<string>();
  for (const key of list.keys) {
    const record = readService(key, names, scope, counts);
    if (record?.windows !== undefined) {
      count(record, counts);
      const [provenance] = record.provenance;
      const { windows } = record;
      // A state that only logs tell apart says nothing of a service that they did not touch.
      const isCompared = others.some(({ onlyFromLog }) => !onlyFromLog || windows.fromLog);
      if (provenance !== undefined && isCompared) {
        const here = comparableRecord(key, windows, problems.report);
        const { entries, events } = historyOf(here, windows.fromLog, provenance, others, scope);
        append(windows.history, entries);
        counts.historyChanges += events.length;
        yield record;
        yield* events;
      } else {
        yield record;
      }
    }
    yield* problems.take();
  }
  for (const event of vanished(names, others, scope)) {
    counts.historyChanges += 1;
    yield event;
  }
  yield* deleted(system, list, scope, counts);
  yield* problems.last();
  return true;
}

function openScope(
  context: SourceContext,
  system: HiveFile,
  list: ServiceList,
  problems: Problems,
): ServiceScope {
  const { report } = problems;
  const { software } = windowsHives(context);
  const ofSoftware = (offset: number | null, what: string) => {
    problems.report(offset, what, software?.path);
  };
  const root = software?.hive.root ?? null;
  const env = environmentOfHives(
    context.root,
    { system: system.hive.root, software: root },
    list.controlSet,
    { software: ofSoftware, system: report },
  );
  return {
    evidence: context.evidence,
    hivePath: system.path,
    controlSet: list.controlSetName,
    servicesKey: list.keyPath,
    env,
    files: new FileLookup(context.evidence, context.root, env),
    groups: new SvchostGroups(root, ofSoftware),
    descriptors: new DescriptorCache(),
    procrun: new ProcrunServices(root, ofSoftware),
    replayed: system.hive.replay.state === 'replayed',
    report,
  };
}

function readService(
  key: RegistryKey,
  names: Set<string>,
  scope: ServiceScope,
  counts: ServiceCounts,
): ServiceRecord | null {
  try {
    const name = key.name.toLowerCase();
    // Windows never has a name twice; a damaged or forged hive may.
    const id = names.has(name)
      ? `windows:${name}@0x${(key.offset ?? names.size).toString(16)}`
      : `windows:${name}`;
    names.add(name);
    return serviceRecord(key, id, scope);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    counts.unreadable += 1;
    scope.report(key.offset, `a service's key: ${error.message}`);
    return null;
  }
}

function count(record: ServiceRecord, counts: ServiceCounts): void {
  if (record.kind === 'service') counts.services += 1;
  else if (record.kind === 'driver') counts.drivers += 1;
  else counts.other += 1;
}

function* deleted(
  system: HiveFile,
  list: ServiceList,
  scope: ServiceScope,
  counts: ServiceCounts,
): Generator<SourceItem> {
  for (const key of attempt(() => system.hive.recoverKeys(), [], scope.report, null, 'deleted keys')) {
    const set = attempt(() => controlSetOf(key.path), null, scope.report, key.offset, 'deleted key');
    if (set === null) continue;
    const current = set.toLowerCase() === list.controlSetName.toLowerCase();
    const tree = current
      ? list.controlSet
      : list.controlSets.find((other) => other.name.toLowerCase() === set.toLowerCase());
    const existing = tree?.descendant(`Services\\${key.name}`);
    const servicesKey = `HKLM\\SYSTEM\\${set}\\Services`;
    const found = deletedService(key, existing, { ...scope, controlSet: set, servicesKey });
    if (found === null) continue;
    counts.deleted += 1;
    yield found.record;
    yield* found.events;
  }
}
