import { MAX_VARIABLES } from '../../../shared/limits.ts';
import type { RegistryKey } from '../../formats/registry-tree.ts';
import { textValue } from '../../formats/registry-value.ts';
import type { Root } from '../root.ts';
import { type WindowsEnvironment, windowsEnvironment } from './environment.ts';
import { attempt, KeyValues, type ReportProblem } from './key-values.ts';
import { mountedVolumes } from './mounted-volumes.ts';

/** Values of SOFTWARE that say where the folders of variables lie. */
const FOLDERS: readonly (readonly [key: string, value: string, variable: string])[] = [
  ['Microsoft\\Windows\\CurrentVersion', 'ProgramFilesDir', 'ProgramFiles'],
  ['Microsoft\\Windows\\CurrentVersion', 'ProgramFilesDir', 'ProgramW6432'],
  ['Microsoft\\Windows\\CurrentVersion', 'ProgramFilesDir (x86)', 'ProgramFiles(x86)'],
  ['Microsoft\\Windows\\CurrentVersion', 'CommonFilesDir', 'CommonProgramFiles'],
  ['Microsoft\\Windows\\CurrentVersion', 'CommonFilesDir (x86)', 'CommonProgramFiles(x86)'],
  ['Microsoft\\Windows NT\\CurrentVersion\\ProfileList', 'ProgramData', 'ProgramData'],
  ['Microsoft\\Windows NT\\CurrentVersion\\ProfileList', 'ProgramData', 'ALLUSERSPROFILE'],
  ['Microsoft\\Windows NT\\CurrentVersion\\ProfileList', 'Public', 'PUBLIC'],
];

/** The environment of services as the hives state it, completed by what Windows sets up by default. */
export function environmentOfHives(
  root: Root,
  { system, software }: { readonly system: RegistryKey | null; readonly software: RegistryKey | null },
  controlSet: RegistryKey | undefined,
  reports: { readonly software: ReportProblem; readonly system: ReportProblem },
): WindowsEnvironment {
  const variables: [string, string][] = [];
  const text = (key: RegistryKey | undefined, name: string, report = reports.software): string | undefined =>
    attempt(() => textValue(key, name), undefined, report, key?.offset ?? null, `value ${name}`);
  for (const [path, value, variable] of FOLDERS) {
    const folder = text(software?.descendant(path), value);
    if (folder !== undefined && folder !== '') variables.push([variable, folder]);
  }
  const environment = controlSet?.descendant('Control\\Session Manager\\Environment');
  const values = KeyValues.of(environment, reports.system);
  for (const value of values.rest()) {
    if (variables.length === MAX_VARIABLES) {
      reports.system(
        value.offset,
        `more than ${MAX_VARIABLES} environment variables: the rest is not known here`,
      );
      break;
    }
    const content = values.text(value.name.toLowerCase());
    if (content !== null) variables.push([value.name, content]);
  }
  const computer = controlSet?.descendant('Control\\ComputerName\\ComputerName');
  const stated = text(software?.descendant('Microsoft\\Windows NT\\CurrentVersion'), 'SystemRoot');
  return windowsEnvironment({
    systemRoot: stated ?? (root.systemFolder === null ? undefined : `C:\\${root.systemFolder}`),
    computerName: text(computer, 'ComputerName', reports.system),
    variables,
    volumes: mountedVolumes(system, reports.system),
  });
}
