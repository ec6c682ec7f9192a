import type { Payload, ServiceRecord } from '../../../shared/model/service-record.ts';
import { isUnquotedWithSpaces, splitCommand } from './command-line.ts';
import { directoryClass, isSystemClass } from './directory-class.ts';
import type { FactContext } from './fact-context.ts';
import { commandPrograms, hostedPrograms, programName } from './programs.ts';
import { canonicalPath, fileName, type WindowsEnvironment } from './windows-path.ts';

/** Everything of a service that is a command, as written. */
export function commandLines(record: ServiceRecord): string[] {
  const { windows } = record;
  const lines = [
    windows?.imagePath ?? record.command,
    windows?.failureCommand ?? null,
    wrappedCommand(record),
    // What a wrapper's own file says (winsw) has no field; its payload has the text.
    ...record.payloads
      .filter((p) => p.role === 'wrapped-program')
      .map((p) => `${p.raw} ${p.arguments}`.trim()),
  ];
  return [...new Set(lines.filter((line): line is string => line !== null && line.trim() !== ''))];
}

export function wrappedCommand(record: ServiceRecord): string | null {
  const wrapper = record.windows?.wrapper;
  if (wrapper === null || wrapper === undefined || wrapper.application === null) return null;
  return `${wrapper.application} ${wrapper.arguments ?? ''}`.trim();
}

const RUNS: ReadonlySet<Payload['role']> = new Set([
  'image',
  'failure-command',
  'wrapped-program',
  'hosted-program',
]);

/** Base names of all programs that would run. */
export function programsOf(record: ServiceRecord): string[] {
  const names = commandLines(record).flatMap(commandPrograms);
  for (const payload of record.payloads)
    if (RUNS.has(payload.role) && payload.path !== '') names.push(programName(payload.path));
  if (record.image !== null) names.push(programName(record.image.path));
  return [...new Set(names)].filter((name) => name !== '');
}

/** Base names of what an interpreter, a loader or a wrapper would run in turn. */
export function hostedOf(record: ServiceRecord): string[] {
  const names = commandLines(record).flatMap(hostedPrograms);
  for (const payload of record.payloads) {
    if ((payload.role === 'hosted-program' || payload.role === 'wrapped-program') && payload.path !== '') {
      names.push(fileName(payload.path).toLowerCase());
    }
  }
  return [...new Set(names)].filter((name) => name !== '');
}

/** Resolved paths of the image and every payload, each once. */
export function payloadPaths(record: ServiceRecord): string[] {
  const paths = new Map<string, string>();
  const image = record.image?.path;
  if (image) paths.set(image.toLowerCase(), image);
  for (const { path } of record.payloads) if (path !== '') paths.set(path.toLowerCase(), path);
  return [...paths.values()];
}

/** Files that the service would load by the search order alone; the source found them (`planted-libraries.ts`). */
export function plantedLibraries(record: ServiceRecord): string[] {
  return record.payloads
    .filter(({ role, from }) => role === 'plug-in' && from === 'library search')
    .map(({ path }) => path);
}

/** The image's path: as resolved, or by the text alone where nobody resolved it. */
export function imagePathOf(record: ServiceRecord, environment: WindowsEnvironment): string {
  if (record.image !== null && record.image.path !== '') return record.image.path;
  const raw = record.windows?.imagePath ?? record.command ?? '';
  return raw.trim() === '' ? '' : canonicalPath(splitCommand(raw).program, environment);
}

export function serviceDllPayload(record: ServiceRecord): Payload | undefined {
  return record.payloads.find((payload) => payload.role === 'service-dll');
}

export function serviceDllPathOf(record: ServiceRecord, environment: WindowsEnvironment): string {
  const raw = record.windows?.serviceDll?.trim() ?? '';
  const path = serviceDllPayload(record)?.path ?? '';
  if (raw === '' || path !== '') return path;
  return canonicalPath(raw, environment);
}

/** Roles of payloads whose files are missing; empty unless the evidence holds the whole volume. */
export function missingPayloads(record: ServiceRecord, context: FactContext): string[] {
  if (!context.filesComplete) return [];
  const roles = record.payloads
    .filter((payload) => payload.state === 'missing')
    .map((payload) => payload.role);
  if (record.image?.state === 'missing') roles.unshift('image');
  return [...new Set(roles)];
}

export function isUnquoted(record: ServiceRecord): boolean {
  const { windows } = record;
  if (windows === undefined || windows.imagePath === null || record.kind === 'driver') return false;
  return windows.hijackCandidates.length > 0 || isUnquotedWithSpaces(windows.imagePath);
}

/** DLL of a resource reference outside the folders of Windows and of programs; INF files are no DLLs. */
export function resourceStringDll(
  record: ServiceRecord,
  environment: WindowsEnvironment,
): string | undefined {
  for (const text of [record.displayName, record.description]) {
    const found = /^@([^,;]{3,260}?\.(?:dll|exe|sys|mui|ocx|cpl)),-?\d/i.exec(text?.trim() ?? '')?.[1];
    if (found === undefined || !/[\\/]/.test(found)) continue;
    const name = directoryClass(found, environment);
    if (!isSystemClass(name) && name !== 'program-files' && name !== 'none') return found;
  }
  return undefined;
}
