import type { Payload } from '../../../shared/model/service-record.ts';
import { chooseCommand, commandPayloads, libraryPayload } from './payloads.ts';
import { plugInPayloads } from './plug-ins.ts';
import type { ServiceKeys, ServiceScope } from './service-scope.ts';

/** Values of a service, beside ImagePath, that name programs and libraries. */
export interface NamedFiles {
  readonly serviceDll: string | null;
  readonly serviceDllKey: string | null;
  readonly serviceDllAtRoot: string | null;
  readonly failureCommand: string | null;
  readonly performanceLibrary: string | null;
  readonly networkProviderPath: string | null;
}

/** Everything that would run or be loaded because of a service, image and wrapped program excepted. */
export function otherPayloads(
  files: NamedFiles,
  service: ServiceKeys,
  wow64: boolean,
  scope: ServiceScope,
): Payload[] {
  const found: Payload[] = [];
  const library = (role: Payload['role'], from: string, raw: string | null, hints = {}) => {
    const loaded = raw === null ? null : libraryPayload({ role, from, raw }, scope, hints);
    if (loaded !== null) found.push(loaded);
  };
  const from = files.serviceDllKey === 'Parameters' ? 'Parameters\\ServiceDll' : 'ServiceDll';
  library('service-dll', from, files.serviceDll, { wow64 });
  library('service-dll', 'ServiceDll', files.serviceDllAtRoot, { wow64 });
  const raw = files.failureCommand;
  if (raw !== null && raw.trim() !== '') {
    const chosen = chooseCommand(raw, 'service', {}, scope);
    found.push(...commandPayloads({ role: 'failure-command', from: 'FailureCommand', raw }, chosen, scope));
  }
  library('performance-library', 'Performance\\Library', files.performanceLibrary);
  library('network-provider', 'NetworkProvider\\ProviderPath', files.networkProviderPath);
  found.push(...plugInPayloads(service, scope));
  return found;
}
