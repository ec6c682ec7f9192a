import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { z } from 'zod';

const LIMIT = 8;
const fileSchema = z.array(z.string().max(4096)).max(100);

/** A few paths of the user's, newest first, kept in a file of the settings folder; null keeps them for this run only. */
export class PathList {
  readonly #file: string | null;
  #paths: string[];

  constructor(file: string | null) {
    this.#file = file;
    this.#paths = file === null ? [] : read(file);
  }

  list(): readonly string[] {
    return this.#paths;
  }

  add(path: string): void {
    this.#paths = [path, ...this.#paths.filter((known) => known !== path)].slice(0, LIMIT);
    if (this.#file === null) return;
    try {
      writeFileSync(`${this.#file}.new`, JSON.stringify(this.#paths, null, 2));
      renameSync(`${this.#file}.new`, this.#file);
    } catch {
      // A list of conveniences: work goes on without it.
    }
  }
}

function read(file: string): string[] {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).filter((path) => isAbsolute(path));
  } catch {
    return [];
  }
}
