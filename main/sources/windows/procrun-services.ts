import type { RegistryKey } from '../../formats/registry-tree.ts';
import { attempt, type ReportProblem } from './key-values.ts';

/** Where Procrun keeps what it runs; it always asks for the 32-bit view of SOFTWARE (Apache Commons Daemon, prunsrv.c). */
const ROOTS = ['WOW6432Node\\', ''].map((view) => `${view}Apache Software Foundation\\Procrun 2.0`);

/** Services that Apache Commons Daemon (Procrun, `tomcat9.exe`) runs, by their names. */
export class ProcrunServices {
  readonly #roots: readonly RegistryKey[];
  readonly #report: ReportProblem;

  constructor(software: RegistryKey | null, report: ReportProblem) {
    const open = (path: string) =>
      attempt(() => software?.descendant(path), undefined, report, null, 'Procrun 2.0');
    this.#roots = ROOTS.flatMap((path) => open(path) ?? []);
    this.#report = report;
  }

  /** Told of what cannot be read in SOFTWARE, where these keys lie. */
  get report(): ReportProblem {
    return this.#report;
  }

  /** The key Parameters of a service; undefined where Procrun knows none of that name. */
  parameters(name: string): RegistryKey | undefined {
    for (const root of this.#roots) {
      const key = attempt(
        () => root.subkey(name)?.subkey('Parameters'),
        undefined,
        this.#report,
        root.offset,
        'Procrun 2.0',
      );
      if (key !== undefined) return key;
    }
    return undefined;
  }
}
