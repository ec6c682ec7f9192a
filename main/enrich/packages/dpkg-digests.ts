import { walkDpkgMd5sums } from '../../formats/dpkg/dpkg-md5sums.ts';
import type { LineProblem } from '../../formats/dpkg/line-problem.ts';
import { latin1Text } from '../../formats/text-slice.ts';
import { hashBytes, lineEquals, PathTable } from './path-table.ts';

/** Digests of one package's files, found without a string for each of them. */
export class DpkgDigests {
  readonly problems: readonly LineProblem[];
  readonly #bytes: Uint8Array;
  readonly #table: PathTable;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    // A line is 32 digits, two blanks and a path.
    this.#table = new PathTable(bytes.length / 60);
    this.problems = walkDpkgMd5sums(bytes, (digest, start, end) => {
      this.#table.add(hashBytes(bytes, start, end), digest, start);
    });
  }

  /** Absolute path and MD5 in lower-case hexadecimal of every file. */
  entries(): Map<string, string> {
    const bytes = Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length);
    const found = new Map<string, string>();
    walkDpkgMd5sums(this.#bytes, (digest, start, end) => {
      found.set(`/${bytes.utf8Slice(start, end)}`, bytes.latin1Slice(digest, digest + 32).toLowerCase());
    });
    return found;
  }

  /** MD5 in lower-case hexadecimal of the file at `path` (absolute), or null. */
  get(path: string): string | null {
    const wanted = Buffer.from(path.slice(1), 'utf8');
    let digest = -1;
    this.#table.find(hashBytes(wanted, 0, wanted.length), (start, position) => {
      if (lineEquals(this.#bytes, position, wanted)) digest = start;
    });
    return digest < 0 ? null : latin1Text(this.#bytes, digest, digest + 32).toLowerCase();
  }
}
