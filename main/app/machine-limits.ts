import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AppInfo } from '../../shared/ipc/contract.ts';

export function platformName(platform: NodeJS.Platform): AppInfo['platform'] {
  switch (platform) {
    case 'win32':
      return 'windows';
    case 'darwin':
      return 'macos';
    case 'linux':
      return 'linux';
    default:
      return 'other';
  }
}

/** True for root, or for a Windows process that holds an administrator's token; null where that cannot be told. */
export function isElevated(platform: NodeJS.Platform): boolean | null {
  if (typeof process.getuid === 'function') return process.getuid() === 0;
  if (platform !== 'win32') return null;
  try {
    // Only administrators may list it.
    readdirSync(join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'config'));
    return true;
  } catch {
    return false;
  }
}

/** What a scan of this machine cannot read as things are. */
export function machineLimits(platform: NodeJS.Platform, elevated: boolean | null): string[] {
  const limits: string[] = [];
  switch (platform) {
    case 'win32':
      limits.push(
        'Windows keeps its registry hives open, so that they cannot be read from the running system: scan a mounted shadow copy, an image, or a collected folder.',
      );
      if (elevated !== true) {
        limits.push('Not run as administrator: hives and logs in System32 cannot be listed or read.');
      }
      break;
    case 'linux':
      if (elevated !== true) {
        limits.push(
          'Not run as root: files that only root may read have no hash, and the programs of other users’ processes are not known.',
          'Not run as root: crontabs and units in other users’ homes cannot be read.',
        );
      }
      break;
    case 'darwin':
      limits.push(
        'Without Full Disk Access, macOS hides other users’ LaunchAgents and parts of the system’s databases.',
      );
      if (elevated !== true) limits.push('Not run as root: jobs of other users cannot be read.');
      break;
    default:
      limits.push('This system is not one that can be scanned live; open a volume or a folder.');
  }
  return limits;
}
