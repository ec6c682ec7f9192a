import type { Level } from '../../shared/level.ts';

const COLORS: Readonly<Record<Level | 'bold' | 'dim', string>> = {
  critical: '1;31',
  high: '31',
  medium: '33',
  low: '36',
  informational: '90',
  bold: '1',
  dim: '2',
};

/** Messages for the person at the terminal: always on stderr, since stdout carries data only. */
export class Terminal {
  readonly #quiet: boolean;
  readonly #verbose: boolean;
  readonly #wantsColor: boolean;
  #progressShown = false;

  constructor(options: { readonly quiet: boolean; readonly verbose: boolean; readonly color: boolean }) {
    this.#quiet = options.quiet;
    this.#verbose = options.verbose;
    this.#wantsColor = options.color;
  }

  /** Asked only when there is something to say: merely looking at `process.stderr` loads Node's sockets. */
  get #interactive(): boolean {
    return process.stderr.isTTY === true;
  }

  paint(style: Level | 'bold' | 'dim', text: string): string {
    return this.#wantsColor && this.#interactive ? `\u001b[${COLORS[style]}m${text}\u001b[0m` : text;
  }

  line(text: string): void {
    if (this.#quiet) return;
    this.#clearProgress();
    process.stderr.write(`${text}\n`);
  }

  /** Said only when the user wants more. */
  detail(text: string): void {
    if (this.#verbose) this.line(text);
  }

  /** Said even when quiet. */
  error(text: string): void {
    this.#clearProgress();
    process.stderr.write(`daemonscope: ${text}\n`);
  }

  /** One line that the next one overwrites; nothing when stderr is not a terminal. */
  progress(text: string): void {
    if (this.#quiet || !this.#interactive) return;
    const width = (process.stderr.columns ?? 80) - 1;
    process.stderr.write(`\r\u001b[2K${text.length > width ? `${text.slice(0, width - 1)}…` : text}`);
    this.#progressShown = true;
  }

  #clearProgress(): void {
    if (!this.#progressShown) return;
    process.stderr.write('\r\u001b[2K');
    this.#progressShown = false;
  }
}
