import type { Diagnostic } from '../../../shared/model/diagnostic.ts';
import type { HiveDiagnostic } from '../../formats/regf/diagnostics.ts';
import type { SourceContext } from '../source.ts';
import type { HiveFile, WindowsHives } from './hives.ts';
import { windowsHives } from './hives.ts';

/** Codes after which a part of the hive is missing from what is shown. */
const ERRORS = new Set<HiveDiagnostic['code']>([
  'hive-truncated',
  'root-cell',
  'limit-reached',
  'subkeys-missing',
  'key-lost',
  'value-list',
]);
/** Codes that change nothing in what is shown. */
const NOTES = new Set<HiveDiagnostic['code']>(['wrong-hash', 'list-repeated', 'base-block-version']);

const taken = new WeakMap<WindowsHives, Set<string>>();

/**
 * Diagnostics of the hives for one source: each is handed out once in a run, to the source that asks first. Reading finds
 * more, so a source asks when it has read what it wanted. `roles`: only these hives; files that could not be opened are
 * part of every call.
 */
export function takeHiveDiagnostics(
  context: SourceContext,
  source: string,
  roles?: readonly HiveFile['role'][],
): Diagnostic[] {
  const hives = windowsHives(context);
  const known = taken.get(hives) ?? new Set<string>();
  taken.set(hives, known);
  const files = [hives.system, hives.software, hives.regBackSystem].filter(
    (file) => file !== null && (roles === undefined || roles.includes(file.role)),
  ) as HiveFile[];
  const all = [
    ...hives.problems.map((problem): Diagnostic => ({ ...problem, source })),
    ...files.flatMap((file) => hiveFileDiagnostics(file, source)),
  ];
  return all.filter((diagnostic) => {
    const identity = `${diagnostic.path}\0${diagnostic.code}\0${diagnostic.offset}\0${diagnostic.what}`;
    return known.has(identity) ? false : known.add(identity);
  });
}

/** What was found wrong inside one hive so far, in the words of the model. */
function hiveFileDiagnostics(file: HiveFile, source: string): Diagnostic[] {
  const { hive, path, role } = file;
  const base = { type: 'diagnostic', source, path } as const;
  const list: Diagnostic[] = [];
  const dirtyWithout = hive.replay.state === 'no-log' || hive.replay.state === 'no-usable-log';
  if (dirtyWithout) {
    const sequences = `sequence numbers ${hive.header.primarySequence} and ${hive.header.secondarySequence}`;
    const logs =
      hive.replay.state === 'no-log' ? 'no transaction log is there' : 'no transaction log could be applied';
    const what = `${role} is dirty (${sequences}) and ${logs}: its last changes may be missing`;
    list.push({ ...base, severity: 'warning', code: `hive-dirty-${hive.replay.state}`, offset: 4, what });
  }
  for (const { code, offset, structure, what } of hive.diagnostics) {
    if (dirtyWithout && code === 'hive-dirty') continue;
    const severity = ERRORS.has(code) ? 'error' : NOTES.has(code) ? 'info' : 'warning';
    list.push({ ...base, severity, code: `regf-${code}`, offset, what: `${structure}: ${what}` });
  }
  const more = hive.diagnosticsTotal - hive.diagnostics.length;
  if (more > 0) {
    list.push({
      ...base,
      // Nobody looked whether a part is missing because of them.
      severity: 'error',
      code: 'regf-more',
      offset: null,
      what: `${more} more problems like these`,
    });
  }
  return list;
}
