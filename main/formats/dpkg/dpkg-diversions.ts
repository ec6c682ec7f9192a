import { addProblem, type LineProblem } from './line-problem.ts';

export interface DpkgDiversion {
  readonly from: string;
  readonly to: string;
  /** The package whose own file stays at `from`; null for a diversion by the administrator, which moves every package's. */
  readonly by: string | null;
}

/**
 * `/var/lib/dpkg/diversions` (dpkg-divert(1), "FILES"): three lines each, the diverted path, where it goes, and the package or `:`.
 * UTF-8. Never throws.
 */
export function parseDpkgDiversions(bytes: Uint8Array): {
  readonly diversions: readonly DpkgDiversion[];
  readonly problems: readonly LineProblem[];
} {
  const diversions: DpkgDiversion[] = [];
  const problems: LineProblem[] = [];
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8').split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (let at = 0; at < lines.length; at += 3) {
    const [from = '', to = '', by = ''] = lines.slice(at, at + 3);
    if (from.startsWith('/') && to.startsWith('/') && by !== '') {
      diversions.push({ from, to, by: by === ':' ? null : by });
    } else addProblem(problems, at + 1, 'not a diversion: two absolute paths and a package');
  }
  return { diversions, problems };
}
