import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';

const LIMIT = 8;
const fileSchema = z.array(z.string().max(4096)).max(100);

/** Case files that were opened or saved last, newest first; kept in the settings folder. */
export class RecentCases {
  readonly #file: string;
  #paths: string[];

  constructor(folder: string) {
    this.#file = join(folder, 'recent.json');
    this.#paths = read(this.#file);
  }

  list(): readonly string[] {
    return this.#paths;
  }

  add(path: string): void {
    this.#paths = [path, ...this.#paths.filter((known) => known !== path)].slice(0, LIMIT);
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
