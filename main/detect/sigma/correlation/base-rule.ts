/** A rule about single events that correlations may refer to. */
export interface BaseRule {
  /** The caller's name of it, unlike every other's. */
  readonly key: string;
  readonly id: string | null;
  readonly name: string | null;
  /** As `fileName` of correlations: names are looked for in the same file first; without folder and `.yml` it is a name too. */
  readonly path: string;
}
