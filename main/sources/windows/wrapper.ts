import { MAX_WINSW_XML } from '../../../shared/limits.ts';
import type { Payload } from '../../../shared/model/service-record.ts';
import type { WindowsDetail } from '../../../shared/model/windows-detail.ts';
import { resolveCommandLine } from './command-line.ts';
import { expandVariables } from './environment.ts';
import type { FileFound } from './file-lookup.ts';
import { attempt, KeyValues } from './key-values.ts';
import { commandPayloads, hostedPayloads, payload } from './payloads.ts';
import type { ServiceKeys, ServiceScope } from './service-scope.ts';
import { baseName, resolvePath, type WindowsPath } from './windows-path.ts';
import { readWinsw } from './winsw.ts';

type Wrapper = NonNullable<WindowsDetail['wrapper']>;

export interface Wrapped {
  readonly wrapper: Wrapper;
  readonly payloads: readonly Payload[];
}

/** Values of Parameters that only NSSM has (nssm.cc, "Usage"); the others it shares with srvany. */
const NSSM_VALUES = [
  'appexit',
  'appenvironmentextra',
  'appthrottle',
  'appstopmethodskip',
  'appstdout',
  'appstderr',
];
/** Parameters under which the commercial wrappers keep the program, as their manuals name the field. */
const PROGRAM_VALUES = ['application', 'executable', 'program', 'apppath', 'commandline', 'filename'];
const ARGUMENT_VALUES = ['appparameters', 'parameters', 'arguments', 'appargs', 'params'];
const DIRECTORY_VALUES = ['appdirectory', 'workingdirectory', 'workingdir', 'startin', 'directory'];

/** The program inside a service wrapper; null when the service is none. Values are taken from `parameterValues`. */
export function wrappedProgram(
  service: ServiceKeys,
  image: FileFound | null,
  scope: ServiceScope,
): Wrapped | null {
  const name = image === null ? '' : baseName(image.path);
  const values = service.parameterValues;
  const kind = wrapperKind(name, service);
  if (kind === null) return image === null ? null : winsw(service, image, name, scope);
  if (kind === 'winsw') return image === null ? null : winsw(service, image, name, scope);
  const generic = kind === 'firedaemon' || kind === 'alwaysup' || kind === 'other';
  const programValues = generic ? PROGRAM_VALUES : ['application'];
  const application = firstText(values, programValues);
  const argumentText = firstText(values, generic ? ARGUMENT_VALUES : ['appparameters']);
  const directory = firstText(values, generic ? DIRECTORY_VALUES : ['appdirectory']);
  const environment = [
    ...(values.list('appenvironment') ?? []),
    ...(values.list('appenvironmentextra') ?? []),
  ];
  const wrapper: Wrapper = {
    kind,
    application,
    arguments: argumentText,
    directory,
    environment: environment.length > 0 ? environment : null,
  };
  const named = programValues.find((one) => (values.textOrFirst(one) ?? '') !== '') ?? 'application';
  const from = `Parameters\\${values.get(named)?.name ?? 'Application'}`;
  const payloads = wrapped(from, application ?? '', argumentText ?? '', directory, scope);
  if (kind === 'nssm') payloads.push(...nssmHooks(service, scope));
  return { wrapper, payloads };
}

function wrapperKind(image: string, service: ServiceKeys): Wrapper['kind'] | null {
  const values = service.parameterValues;
  if (image.includes('nssm')) return 'nssm';
  if (image.includes('srvany')) return 'srvany';
  if (image.includes('firedaemon')) return 'firedaemon';
  if (image.startsWith('alwaysup')) return 'alwaysup';
  if (image.includes('winsw')) return 'winsw';
  // A renamed copy: the values tell.
  if (values.get('application') === undefined) return namesProgram(service, image) ? 'other' : null;
  if (NSSM_VALUES.some((name) => values.get(name) !== undefined)) return 'nssm';
  if (service.parameters?.subkey('AppExit') !== undefined) return 'nssm';
  if (values.get('appparameters') !== undefined || values.get('appdirectory') !== undefined) return 'srvany';
  return service.subkey('parameters') !== undefined && image !== '' && image !== 'svchost.exe'
    ? 'other'
    : null;
}

/** Of the commercial wrappers' values those that hold a program and hardly ever anything else. */
const TELLING_VALUES = ['executable', 'program', 'apppath'];
const PROGRAM = /^\s{0,8}"?[A-Za-z%][^"]{0,512}\.(?:exe|com|cmd|bat|ps1|vbs|js|py|jar)\b/i;

/** A wrapper under another name: Parameters says which program is run. svchost.exe runs none. */
function namesProgram({ parameterValues }: ServiceKeys, image: string): boolean {
  if (image === '' || image === 'svchost.exe') return false;
  return TELLING_VALUES.some((name) => PROGRAM.test(parameterValues.peekText(name) ?? ''));
}

function firstText(values: KeyValues, names: readonly string[]): string | null {
  for (const name of names) {
    const text = values.textOrFirst(name);
    if (text !== null && text !== '') return text;
  }
  return null;
}

/** The program alone, its arguments in another value; a program with arguments in one value is understood too. */
function wrapped(
  from: string,
  application: string,
  argumentText: string,
  directory: string | null,
  scope: ServiceScope,
): Payload[] {
  if (application.trim() === '') return [];
  const command = resolveCommandLine(application, 'service', scope.env);
  const joined = [command.arguments, expandVariables(argumentText, scope.env)]
    .filter((part) => part !== '')
    .join(' ');
  const target = inDirectory(command.target, application, directory, scope);
  const origin = { role: 'wrapped-program', from, raw: application } as const;
  return [
    payload(origin, scope.files.find(target), joined),
    ...hostedPayloads(from, { target, arguments: joined }, scope),
  ];
}

/** A relative program is meant from the working directory where it is there. */
function inDirectory(
  target: WindowsPath,
  application: string,
  directory: string | null,
  scope: ServiceScope,
): WindowsPath {
  const folder = expandVariables(directory ?? '', scope.env).trim();
  if (folder === '' || /^["\s]*(?:[A-Za-z]:|[\\/%])/.test(application)) return target;
  const relative =
    target.kind === 'search' ? target.file.slice(target.file.lastIndexOf('\\') + 1) : application.trim();
  const inside = resolvePath(`${folder}\\${relative}`, 'service', scope.env);
  return scope.files.find(inside).state === 'found' || target.kind !== 'search' ? inside : target;
}

/** AppEvents\Start\Pre and its like: commands that NSSM runs around the program (nssm.cc, "Event hooks"). */
function nssmHooks(service: ServiceKeys, scope: ServiceScope): Payload[] {
  const found: Payload[] = [];
  const events = service.parameters?.subkey('AppEvents');
  for (const event of events === undefined
    ? []
    : attempt(() => events.subkeys(), [], scope.report, events.offset, 'AppEvents')) {
    for (const value of new KeyValues(event, scope.report).rest()) {
      const raw = new KeyValues(event, scope.report).text(value.name.toLowerCase());
      if (raw === null || raw === '') continue;
      const from = `Parameters\\AppEvents\\${event.name}\\${value.name}`;
      const command = resolveCommandLine(raw, 'service', scope.env);
      const chosen = { command, found: scope.files.find(command.target) };
      found.push(...commandPayloads({ role: 'wrapped-program', from, raw }, chosen, scope));
    }
  }
  return found;
}

/** WinSW keeps its configuration in a file of its own name beside it, so it can only be seen where there are files. */
function winsw(service: ServiceKeys, image: FileFound, name: string, scope: ServiceScope): Wrapped | null {
  const isNamed = name.includes('winsw');
  const configuration =
    image.evidencePath === null ? null : winswFile(service, image, image.evidencePath, isNamed, scope);
  if (configuration === null) {
    if (!isNamed) return null;
    return {
      wrapper: { kind: 'winsw', application: null, arguments: null, directory: null, environment: null },
      payloads: [],
    };
  }
  const base = image.path.slice(0, image.path.lastIndexOf('\\'));
  const atBase = (text: string) => text.replace(/%BASE%/gi, () => base);
  const application = atBase(configuration.executable);
  const argumentText = atBase(configuration.arguments);
  const directory = configuration.directory === null ? null : atBase(configuration.directory);
  const { environment } = configuration;
  return {
    wrapper: {
      kind: 'winsw',
      application: configuration.executable,
      arguments: configuration.arguments === '' ? null : configuration.arguments,
      directory: configuration.directory,
      environment: environment.length > 0 ? [...environment] : null,
    },
    payloads: [
      ...wrapped('executable', application, argumentText, directory ?? base, scope),
      ...configuration.hooks.flatMap(({ from, executable, arguments: words }) =>
        wrapped(from, atBase(executable), atBase(words), directory ?? base, scope),
      ),
    ],
  };
}

function winswFile(
  service: ServiceKeys,
  image: FileFound,
  evidencePath: string,
  isNamed: boolean,
  scope: ServiceScope,
) {
  // Windows' own programs are no wrappers; asking for a file beside each of them would only cost time.
  const inWindows = image.path.toLowerCase().startsWith(`${scope.env.systemRoot.toLowerCase()}\\`);
  if ((inWindows && !isNamed) || !/\.exe$/i.test(evidencePath)) return null;
  const beside = scope.evidence.lookup(`${evidencePath.slice(0, -4)}.xml`, { ignoreCase: true });
  if (beside.state !== 'file') return null;
  const bytes = scope.evidence.read(beside.path, MAX_WINSW_XML);
  if (bytes.ok) return readWinsw(bytes.value);
  scope.report(service.key.offset, `${beside.path}, which may say what WinSW runs: ${bytes.error.reason}`);
  return null;
}
