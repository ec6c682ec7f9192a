import type { Payload, PayloadRole } from '../../../shared/model/service-record.ts';
import { laterReadings, type ResolvedCommand, resolveCommandLine } from './command-line.ts';
import { expandVariables } from './environment.ts';
import type { FileFound, LookupHints } from './file-lookup.ts';
import { hostedPrograms } from './hosted-program.ts';
import type { ServiceScope } from './service-scope.ts';
import { type PathUse, resolvePath, type WindowsPath } from './windows-path.ts';

export interface PayloadOrigin {
  readonly role: PayloadRole;
  /** Value that names it, relative to the service's key. */
  readonly from: string;
  /** As written. */
  readonly raw: string;
}

export function payload(origin: PayloadOrigin, found: FileFound, argumentsText: string): Payload {
  return {
    role: origin.role,
    from: origin.from,
    raw: origin.raw,
    path: found.path,
    arguments: argumentsText,
    evidencePath: found.evidencePath,
    state: found.state,
    exists: found.exists,
    sha256: null,
  };
}

export interface ChosenCommand {
  readonly command: ResolvedCommand;
  readonly found: FileFound;
}

/**
 * Resolves a command and looks its program up. Where the program that the text suggests is not there, the later cuts
 * of an unquoted path are tried as Windows would.
 */
export function chooseCommand(
  raw: string,
  use: PathUse,
  hints: LookupHints,
  scope: Pick<ServiceScope, 'env' | 'files'>,
): ChosenCommand {
  const command = resolveCommandLine(raw, use, scope.env);
  const found = scope.files.find(command.target, hints);
  if (found.state !== 'missing') return { command, found };
  for (const later of laterReadings(command, scope.env)) {
    const other = scope.files.find(later.target, hints);
    if (other.state === 'found') return { command: later, found: other };
  }
  return { command, found };
}

/** The program of a command and everything that it hosts in turn. */
export function commandPayloads(
  origin: PayloadOrigin,
  chosen: ChosenCommand,
  scope: Pick<ServiceScope, 'env' | 'files'>,
): Payload[] {
  const { command, found } = chosen;
  if (command.kind === 'none') return [];
  return [payload(origin, found, command.arguments), ...hostedPayloads(origin.from, command, scope)];
}

export function hostedPayloads(
  from: string,
  command: { readonly target: WindowsPath; readonly arguments: string },
  scope: Pick<ServiceScope, 'env' | 'files'>,
): Payload[] {
  return hostedPrograms(command, scope.env).map((hosted) =>
    payload(
      { role: 'hosted-program', from, raw: hosted.raw },
      scope.files.find(hosted.target),
      hosted.arguments,
    ),
  );
}

/** A value that names a library: a path without arguments, `.dll` understood (Microsoft Learn, LoadLibraryW). */
export function libraryPayload(
  origin: PayloadOrigin,
  scope: Pick<ServiceScope, 'env' | 'files'>,
  hints: LookupHints = {},
): Payload | null {
  let path = expandVariables(origin.raw, scope.env).trim();
  if (path.startsWith('"')) path = path.replaceAll('"', '').trim();
  if (path === '') return null;
  const last = Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/'));
  if (!path.includes('.', last + 1)) path += '.dll';
  return payload(origin, scope.files.find(resolvePath(path, 'service', scope.env), hints), '');
}
