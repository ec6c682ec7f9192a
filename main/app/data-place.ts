import { dirname, join, resolve } from 'node:path';

export const DATA_FOLDER = 'daemonscope-data';

export interface ProgramPlace {
  readonly executable: string;
  readonly platform: NodeJS.Platform;
  /** The file that an AppImage was started from: the program itself then runs from a mount that is gone afterwards. */
  readonly appImage: string | undefined;
  /** The checkout, when the program is not packaged. */
  readonly checkout: string | null;
}

/** Folder beside which the program keeps its data: where the user put the program. */
export function programFolder(place: ProgramPlace): string {
  if (place.checkout !== null) return place.checkout;
  if (place.appImage !== undefined && place.appImage !== '') return dirname(place.appImage);
  // Daemonscope.app/Contents/MacOS/Daemonscope: beside the bundle, whose signature a file inside would break.
  if (place.platform === 'darwin') return resolve(dirname(place.executable), '../../..');
  return dirname(place.executable);
}

export function dataFolder(asked: string | null, place: ProgramPlace, home: string): string {
  if (asked === null) return join(programFolder(place), DATA_FOLDER);
  return asked === '~' || asked.startsWith('~/') ? join(home, asked.slice(2)) : resolve(asked);
}
