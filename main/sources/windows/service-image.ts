import type { FileReference, Payload } from '../../../shared/model/service-record.ts';
import type { WindowsDetail } from '../../../shared/model/windows-detail.ts';
import { svchostArguments } from './arguments.ts';
import type { ResolvedCommand } from './command-line.ts';
import { type ChosenCommand, chooseCommand, commandPayloads, payload } from './payloads.ts';
import type { ServiceScope } from './service-scope.ts';
import { baseName, type PathUse, resolvePath } from './windows-path.ts';

/** What the service control manager or the kernel would start for a service. */
export interface ServiceImage {
  readonly image: FileReference | null;
  readonly chosen: ChosenCommand | null;
  readonly payloads: readonly Payload[];
  readonly hijackCandidates: WindowsDetail['hijackCandidates'];
  readonly svchostGroup: string | null;
}

const NONE: ServiceImage = {
  image: null,
  chosen: null,
  payloads: [],
  hijackCandidates: [],
  svchostGroup: null,
};

export function serviceImage(
  name: string,
  imagePath: string | null,
  use: PathUse,
  isDriver: boolean,
  wow64: boolean,
  scope: ServiceScope,
): ServiceImage {
  const written = imagePath?.trim() ?? '';
  if (written === '') return isDriver ? implicitDriver(name, imagePath ?? '', scope) : NONE;
  const chosen = chooseCommand(written, use, { wow64 }, scope);
  const { command } = chosen;
  const origin = { role: 'image', from: 'ImagePath', raw: imagePath ?? '' } as const;
  const payloads = commandPayloads(origin, chosen, scope);
  const hijackCandidates: WindowsDetail['hijackCandidates'] = [];
  for (const candidate of command.candidates.slice(0, -1)) {
    const earlier = scope.files.find(resolvePath(candidate, use, scope.env), { wow64 });
    hijackCandidates.push({ path: candidate, exists: earlier.exists });
    // Windows takes the first file that is there, so this is what would run in place of the program that was meant.
    if (earlier.exists === true) payloads.push(payload(origin, earlier, ''));
  }
  return { image: reference(chosen), chosen, payloads, hijackCandidates, svchostGroup: groupOf(command) };
}

/**
 * A driver without ImagePath is \SystemRoot\System32\Drivers\NAME.sys (Microsoft Learn, "HKLM\SYSTEM\CurrentControlSet\
 * Services Registry Tree", ImagePath).
 */
function implicitDriver(name: string, raw: string, scope: ServiceScope): ServiceImage {
  const target = resolvePath(`\\SystemRoot\\System32\\drivers\\${name}.sys`, 'driver', scope.env);
  const found = scope.files.find(target);
  const { path, evidencePath, state, exists } = found;
  return {
    ...NONE,
    image: { path, evidencePath, state, exists, sha256: null },
    payloads: [payload({ role: 'image', from: 'ImagePath', raw }, found, '')],
  };
}

function reference({ command, found }: ChosenCommand): FileReference | null {
  if (command.kind === 'none') return null;
  const { path, evidencePath, state, exists } = found;
  return { path, evidencePath, state, exists, sha256: null };
}

function groupOf(command: ResolvedCommand): string | null {
  return baseName(command.target.file) === 'svchost.exe' ? svchostArguments(command.arguments).group : null;
}
