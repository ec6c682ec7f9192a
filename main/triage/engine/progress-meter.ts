import type { Progress as Shown } from '../../../shared/ipc/contract.ts';
import type { Progress } from '../../../shared/model/triage-event.ts';
import type { FoundSoFar, TriageObserver } from '../request.ts';

/** Notices in one second. */
const RATE = 10;

/** Gathers what a run says of itself and tells it, at most ten times a second. */
export class ProgressMeter implements TriageObserver {
  readonly #tell: (progress: Shown) => void;
  readonly #started = performance.now();
  readonly #stages = new Map<string, Shown['stages'][number]>();
  #counts: Record<string, number> = {};
  /** Times of the last notices. */
  readonly #told: number[] = [];
  #reading: string | null = null;

  constructor(tell: (progress: Shown) => void) {
    this.#tell = tell;
  }

  note({ stage, what, done, total }: Progress): void {
    this.#endSource();
    if (stage === 'read') {
      // Of each source it is only known whether it is done: its number among all says nothing.
      this.#reading = what;
      this.#stages.set(what, { source: what, stage, done: 0, total: 1 });
    } else this.#stages.set(what, { source: what, stage, done, total });
    this.#send();
  }

  found({ services, events, diagnostics, coverage }: FoundSoFar): void {
    this.#endSource();
    // Sources of other systems were asked and had nothing to do: they are no news to who waits.
    for (const { source, outcome } of coverage) if (outcome === 'notApplicable') this.#stages.delete(source);
    this.#counts = {
      service: services.length,
      event: events.length,
      diagnostic: diagnostics.length,
      coverage: coverage.length,
    };
    this.#send();
  }

  hashed(files: number, total: number): void {
    this.#stages.set('files of services', { source: 'files of services', stage: 'hash', done: files, total });
    this.#send();
  }

  /** The last word, told whatever was told before. */
  end(counts: Record<string, number>): void {
    this.#endSource();
    this.#counts = { ...this.#counts, ...counts };
    this.#tell(this.#shown());
  }

  #endSource(): void {
    if (this.#reading === null) return;
    this.#stages.set(this.#reading, { source: this.#reading, stage: 'read', done: 1, total: 1 });
    this.#reading = null;
  }

  /** Ten at once are allowed: sources do not yield, and a notice that waited would come when it is no longer true. */
  #send(): void {
    const now = performance.now();
    while (this.#told.length > 0 && now - (this.#told[0] ?? 0) > 1000) this.#told.shift();
    if (this.#told.length >= RATE) return;
    this.#told.push(now);
    this.#tell(this.#shown());
  }

  #shown(): Shown {
    return {
      elapsedMilliseconds: Math.round(performance.now() - this.#started),
      stages: [...this.#stages.values()],
      counts: this.#counts,
    };
  }
}
