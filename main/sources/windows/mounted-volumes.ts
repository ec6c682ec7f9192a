import { MAX_MOUNTED_DEVICES } from '../../../shared/limits.ts';
import type { RegistryKey } from '../../formats/registry-tree.ts';
import { attempt, type ReportProblem } from './key-values.ts';

const LETTER = /^\\DosDevices\\([A-Z]:)$/i;
const VOLUME = /^\\\?\?\\(Volume\{[0-9a-f-]{36}\})$/i;

/**
 * Which drive letter each volume has: `volume{GUID}` in lower case to `C:`. In SYSTEM\MountedDevices a letter and a volume
 * that are the same partition have the same data (Microsoft Learn, "Supporting mount manager requests in a storage class
 * driver"). Volumes without a letter are not in it.
 */
export function mountedVolumes(system: RegistryKey | null, report: ReportProblem): Map<string, string> {
  const letters = new Map<string, string>();
  const volumes: [string, string][] = [];
  const key = attempt(() => system?.subkey('MountedDevices'), undefined, report, null, 'MountedDevices');
  const values = attempt(() => key?.values() ?? [], [], report, key?.offset ?? null, 'MountedDevices');
  if (values.length > MAX_MOUNTED_DEVICES) {
    const what = `${values.length} values of MountedDevices: only ${MAX_MOUNTED_DEVICES} were looked at`;
    report(key?.offset ?? null, what);
  }
  for (const value of values.slice(0, MAX_MOUNTED_DEVICES)) {
    attempt(
      () => {
        const letter = LETTER.exec(value.name)?.[1];
        const volume = VOLUME.exec(value.name)?.[1];
        if (letter === undefined && volume === undefined) return;
        const data = Buffer.from(value.data()).toString('latin1');
        if (letter !== undefined) letters.set(data, letter.toUpperCase());
        if (volume !== undefined) volumes.push([volume.toLowerCase(), data]);
      },
      undefined,
      report,
      value.offset,
      'a value of MountedDevices',
    );
  }
  const found = new Map<string, string>();
  for (const [volume, data] of volumes) {
    const letter = letters.get(data);
    if (letter !== undefined) found.set(volume, letter);
  }
  return found;
}
