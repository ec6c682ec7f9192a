import { canonicalPath, DATA_VOLUME } from '../launchd/volume-paths.ts';
import type { StartupFile, StartupFolder, StartupReader } from '../linux/startup-reader.ts';

/** Files and folders of a macOS volume, each once although firmlinks and links at the top show them in several places. */
export class StartupPlaces {
  readonly reader: StartupReader;
  readonly #seen = new Set<string>();

  constructor(reader: StartupReader) {
    this.reader = reader;
  }

  /** A folder, that of the system volume first; its files are those that were not given before. */
  *folder(path: string): Generator<StartupFolder> {
    for (const place of placesOf(path)) {
      const folder = this.reader.folder(place);
      if (folder === null) continue;
      yield { ...folder, files: folder.files.filter((file) => this.#isNew(file.path)) };
    }
  }

  /** Files of a folder that are no folders. */
  *files(path: string): Generator<StartupFile> {
    for (const folder of this.folder(path)) {
      for (const file of folder.files) if (file.problem !== 'a folder') yield file;
    }
  }

  *single(path: string): Generator<StartupFile> {
    for (const place of placesOf(path)) {
      const file = this.reader.single(place);
      if (file !== null && this.#isNew(file.evidencePath ?? file.path)) yield file;
    }
  }

  #isNew(path: string): boolean {
    const key = canonicalPath(path);
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }
}

/** Where a path may lie: as it is, and on the data volume, which has no links of /etc and /var. */
function placesOf(path: string): string[] {
  return path.startsWith(`${DATA_VOLUME}/`) ? [path] : [path, `${DATA_VOLUME}${canonicalPath(path)}`];
}
