import { MAX_CLASS_PATH } from '../../../shared/limits.ts';
import type { Payload, PayloadRole } from '../../../shared/model/service-record.ts';
import { resolveCommandLine } from './command-line.ts';
import { expandVariables } from './environment.ts';
import { attempt, KeyValues } from './key-values.ts';
import { hostedPayloads, libraryPayload, payload } from './payloads.ts';
import type { ServiceKeys, ServiceScope } from './service-scope.ts';
import { resolvePath } from './windows-path.ts';
import type { Wrapped } from './wrapper.ts';

/** `//RS//NAME` of the command line; without it the service's own name ("Procrun service application"). */
const RUN_SERVICE = /^"?\/\/RS\/\/([^"\s]{1,256})/i;
const AGENT = /^-(?:javaagent|agentpath):"?([^="]{1,1024})/;

/**
 * The program, or the Java code, that Procrun runs for a service: Start and Stop with Mode `exe`, `Java` or `jvm`, the JVM, the class
 * path and agents of its options (Apache Commons Daemon, "Procrun", "Procrun configuration"). Null when the service is none.
 */
export function procrunProgram(
  service: ServiceKeys,
  commandArguments: string,
  scope: ServiceScope,
): Wrapped | null {
  const name = RUN_SERVICE.exec(commandArguments)?.[1] ?? service.key.name;
  const parameters = scope.procrun.parameters(name);
  if (parameters === undefined) return null;
  const { report } = scope.procrun;
  const below = (subkey: string): KeyValues =>
    KeyValues.of(
      attempt(() => parameters.subkey(subkey), undefined, report, parameters.offset, subkey),
      report,
    );
  const java = below('Java');
  const from = (value: string): string => `Procrun 2.0\\${name}\\Parameters\\${value}`;
  const start = side(below('Start'), java);
  const stop = side(below('Stop'), java);
  const payloads: Payload[] = [];
  for (const [which, { image, argumentText }] of [
    ['Start', start],
    ['Stop', stop],
  ] as const) {
    if (image === null) continue;
    const command = resolveCommandLine(image, 'service', scope.env);
    const words = [command.arguments, expandVariables(argumentText, scope.env)]
      .filter((part) => part !== '')
      .join(' ');
    const origin = { role: 'wrapped-program', from: from(`${which}\\Image`), raw: image } as const;
    payloads.push(payload(origin, scope.files.find(command.target), words));
    payloads.push(...hostedPayloads(origin.from, { target: command.target, arguments: words }, scope));
  }
  if (start.usesJava || stop.usesJava) payloads.push(...javaPayloads(java, from, scope));
  const environment = new KeyValues(parameters, report).list('environment');
  const shown = [start.image === null ? start.className : null, start.argumentText].filter(
    (part) => part !== null && part !== '',
  );
  return {
    wrapper: {
      kind: 'procrun',
      application: start.image,
      arguments: shown.length === 0 ? null : shown.join(' '),
      directory: start.directory,
      environment: environment === null || environment.length === 0 ? null : environment,
    },
    payloads,
  };
}

interface Side {
  /** Program of a process of its own; null where the code runs inside the service's process. */
  readonly image: string | null;
  readonly argumentText: string;
  readonly className: string | null;
  readonly directory: string | null;
  readonly usesJava: boolean;
}

function side(values: KeyValues, java: KeyValues): Side {
  const mode = values.text('mode')?.trim().toLowerCase() ?? 'exe';
  const image = values.text('image')?.trim() ?? '';
  const home = java.text('javahome')?.trim() ?? '';
  const program = image !== '' ? image : mode === 'java' && home !== '' ? `${home}\\bin\\java.exe` : null;
  return {
    image: mode === 'jvm' ? null : program,
    argumentText: (values.list('params') ?? []).join(' '),
    className: values.text('class'),
    directory: values.text('workingpath'),
    usesJava: mode === 'jvm' || mode === 'java',
  };
}

/** The library of the virtual machine, unless it is to be looked for, the archives of the class path, and agents. */
function javaPayloads(java: KeyValues, from: (value: string) => string, scope: ServiceScope): Payload[] {
  const found: Payload[] = [];
  const jvm = java.text('jvm')?.trim() ?? '';
  if (jvm !== '' && jvm.toLowerCase() !== 'auto') {
    const loaded = libraryPayload({ role: 'wrapped-program', from: from('Java\\Jvm'), raw: jvm }, scope);
    if (loaded !== null) found.push(loaded);
  }
  const add = (value: string, raw: string, role: PayloadRole = 'hosted-program'): void => {
    const path = expandVariables(raw, scope.env).trim();
    // `lib\*` stands for whatever archives lie there.
    if (path === '' || path.includes('*')) return;
    const target = resolvePath(path, 'service', scope.env);
    found.push(payload({ role, from: from(`Java\\${value}`), raw }, scope.files.find(target), ''));
  };
  const entries = (java.text('classpath') ?? '')
    .split(';')
    .filter((entry) => /\.(?:jar|zip)\s*$/i.test(entry));
  for (const entry of entries.slice(0, MAX_CLASS_PATH)) add('Classpath', entry.trim());
  if (entries.length > MAX_CLASS_PATH) {
    const what = `a class path with ${entries.length} archives: only ${MAX_CLASS_PATH} were looked at`;
    scope.procrun.report(null, what);
  }
  for (const [value, name] of [
    ['Options', 'options'],
    ['Options9', 'options9'],
  ] as const) {
    for (const option of java.list(name) ?? []) {
      const agent = AGENT.exec(option.trim())?.[1];
      if (agent !== undefined) add(value, agent);
    }
  }
  return found;
}
