import type { Notice } from '../../shared/ipc/contract.ts';

/** What is being scanned, for a page that was not there when it began. */
export class Scanning {
  #label: string | null = null;

  /** In words to show; null when no scan runs. */
  get label(): string | null {
    return this.#label;
  }

  begin(label: string): void {
    this.#label = label;
  }

  hear(notice: Notice): void {
    if (notice === 'scan:done' || notice === 'scan:failed' || notice === 'engine:gone') this.#label = null;
  }
}
