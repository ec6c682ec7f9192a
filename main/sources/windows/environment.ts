import { MAX_EXPANDED, MAX_EXPANSION_ROUNDS, MAX_SEARCH_PATH } from '../../../shared/limits.ts';
/**
 * What a path on the examined machine depends on. The variables are those of the service control manager's own
 * environment (machine-wide ones); user variables such as %APPDATA% are not known offline and stay as they are.
 */
export interface WindowsEnvironment {
  /** `C:` */
  readonly systemDrive: string;
  /** `C:\Windows` */
  readonly systemRoot: string;
  /** Upper-case name without percent signs to value. */
  readonly variables: ReadonlyMap<string, string>;
  /** Lower-case computer name, so that a share of the machine itself is recognised; null when unknown. */
  readonly computerName: string | null;
  /** Folders of the machine's %Path%; null when it is not known. */
  readonly searchPath: readonly string[] | null;
  /** `volume{GUID}` in lower case to the drive letter that it has: `C:`. */
  readonly volumes: ReadonlyMap<string, string>;
}

export interface EnvironmentFacts {
  /** `SystemRoot` of SOFTWARE\Microsoft\Windows NT\CurrentVersion, or a guess from the system folder's name. */
  readonly systemRoot?: string | undefined;
  readonly computerName?: string | undefined;
  /** Variables that the hives state; they win over what is derived from the system root. */
  readonly variables?: Iterable<readonly [name: string, value: string]>;
  readonly volumes?: ReadonlyMap<string, string>;
}

const ABSOLUTE_FOLDER = /^[A-Za-z]:\\[^\\]/;

/**
 * The environment of services. Names and default places: Microsoft Learn, "Recognized environment variables"
 * (User State Migration Tool), and KNOWNFOLDERID.
 */
export function windowsEnvironment(facts: EnvironmentFacts = {}): WindowsEnvironment {
  const stated = (facts.systemRoot ?? '').replace(/\\+$/, '');
  const systemRoot = ABSOLUTE_FOLDER.test(stated) ? stated : 'C:\\Windows';
  const systemDrive = systemRoot.slice(0, 2);
  const variables = new Map<string, string>([
    ['PROGRAMFILES', `${systemDrive}\\Program Files`],
    ['PROGRAMFILES(X86)', `${systemDrive}\\Program Files (x86)`],
    ['PROGRAMW6432', `${systemDrive}\\Program Files`],
    ['COMMONPROGRAMFILES', `${systemDrive}\\Program Files\\Common Files`],
    ['COMMONPROGRAMFILES(X86)', `${systemDrive}\\Program Files (x86)\\Common Files`],
    ['COMMONPROGRAMW6432', `${systemDrive}\\Program Files\\Common Files`],
    ['PROGRAMDATA', `${systemDrive}\\ProgramData`],
    ['ALLUSERSPROFILE', `${systemDrive}\\ProgramData`],
    ['PUBLIC', `${systemDrive}\\Users\\Public`],
    ['COMSPEC', `${systemRoot}\\system32\\cmd.exe`],
    ['TEMP', `${systemRoot}\\Temp`],
    ['TMP', `${systemRoot}\\Temp`],
  ]);
  for (const [name, value] of facts.variables ?? []) variables.set(name.toUpperCase(), value);
  // These are the machine's, not a setting; an attacker's value of the same name in the hive is not what counts.
  variables.set('SYSTEMDRIVE', systemDrive);
  variables.set('SYSTEMROOT', systemRoot);
  if (!variables.has('WINDIR')) variables.set('WINDIR', systemRoot);
  const computerName = facts.computerName?.toLowerCase() ?? null;
  for (let round = 0; round < MAX_EXPANSION_ROUNDS; round += 1) {
    for (const [name, value] of variables) {
      if (value.includes('%')) variables.set(name, expand(value, variables));
    }
  }
  const searchPath = variables
    .get('PATH')
    ?.split(';')
    .map(folder)
    .filter(isAbsolute)
    .slice(0, MAX_SEARCH_PATH);
  return {
    systemDrive,
    systemRoot,
    variables,
    computerName,
    searchPath: searchPath ?? null,
    volumes: facts.volumes ?? new Map(),
  };
}

function folder(text: string): string {
  return text.trim().replaceAll('"', '').replace(/\\$/, '');
}

function isAbsolute(text: string): boolean {
  return ABSOLUTE_FOLDER.test(text);
}

/** Replaces %NAME% as ExpandEnvironmentStrings does: unknown names and a lonely percent sign stay as written. */
export function expandVariables(text: string, env: WindowsEnvironment): string {
  return text.includes('%') ? expand(text, env.variables) : text;
}

function expand(text: string, variables: ReadonlyMap<string, string>): string {
  let result = '';
  let position = 0;
  while (position < text.length && result.length < MAX_EXPANDED) {
    const open = text.indexOf('%', position);
    const close = open === -1 ? -1 : text.indexOf('%', open + 1);
    if (close === -1) break;
    const value = variables.get(text.slice(open + 1, close).toUpperCase());
    // Without a value the closing sign may still open the next name: `100%%SystemRoot%`.
    result += text.slice(position, open) + (value ?? text.slice(open, close));
    position = value === undefined ? close : close + 1;
  }
  return result + text.slice(position);
}
