import type { Coverage } from '../../shared/model/coverage.ts';
import type { Diagnostic } from '../../shared/model/diagnostic.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';
import { windowsHives } from './windows/hives.ts';
import { takeHiveDiagnostics } from './windows/hives-diagnostics.ts';
import { collectServices, type ServiceCounts } from './windows/services-of-hive.ts';

const ID = 'windows-services';

/** Every subkey of Services in the current control set of the SYSTEM hive, its other states, and deleted ones. */
export const source: ArtefactSource = {
  id: ID,
  applies: (root) => root.platform === 'windows',
  *collect(context: SourceContext): Generator<SourceItem> {
    const { system } = windowsHives(context);
    const counts: ServiceCounts = {
      services: 0,
      drivers: 0,
      other: 0,
      deleted: 0,
      historyChanges: 0,
      unreadable: 0,
    };
    const found = system !== null && (yield* collectServices(context, system, counts));
    const diagnostics = takeHiveDiagnostics(context, ID, ['SYSTEM', 'RegBack SYSTEM']);
    yield* diagnostics;
    yield coverage(system !== null, found, counts, diagnostics);
  },
};

function coverage(
  opened: boolean,
  found: boolean,
  counts: ServiceCounts,
  diagnostics: readonly Diagnostic[],
): Coverage {
  const base = { type: 'coverage', source: ID } as const;
  if (found) return { ...base, outcome: 'collected', counts: { ...counts }, reason: missing(counts) };
  const broken = diagnostics.find(({ severity }) => severity === 'error');
  if (!opened && broken === undefined) {
    return { ...base, outcome: 'notPresent', counts: {}, reason: 'there is no SYSTEM hive in this evidence' };
  }
  const reason = opened ? 'the SYSTEM hive has no Services key that could be read' : (broken?.what ?? null);
  return { ...base, outcome: 'failed', counts: {}, reason };
}

/** A list with holes must not look complete. */
function missing({ services, drivers, other, unreadable }: ServiceCounts): string | null {
  if (unreadable === 0) return null;
  const all = services + drivers + other + unreadable;
  return `${unreadable} of ${all} keys of services could not be read: what they configure is not known`;
}
