/** Which lines of a log rules ask for, beyond those that say something of services. */
export class WantedLines {
  readonly #programs: ReadonlySet<string> | null;
  readonly #names: RegExp | null;

  /** `programs`: in lower case; null for every line. */
  constructor(programs: ReadonlySet<string> | null) {
    this.#programs = programs;
    const names = [...(programs ?? [])].map((name) => name.replace(/[^a-z0-9]/g, '\\$&'));
    this.#names = names.length === 0 ? null : new RegExp(names.join('|'), 'i');
  }

  /** The programs; null: every line. */
  get programs(): ReadonlySet<string> | null {
    return this.#programs;
  }

  has(program: string | null): boolean {
    return this.#programs === null || (program !== null && this.#programs.has(program.toLowerCase()));
  }

  /** The same of a line that is not taken apart yet: false only where it cannot be one. */
  mayBe(text: string): boolean {
    return this.#programs === null || this.#names?.test(text) === true;
  }
}
