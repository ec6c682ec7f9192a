import type { Envelope, Rows } from '../../../shared/ipc/contract.ts';
import { PageCache } from './page-cache.ts';
import type { GridRow, RowSource } from './row-source.ts';

export type FetchRows = (offset: number, limit: number) => Promise<Envelope<Rows>>;

const PAGE_ROWS = 200;
/** 8,000 rows: some hundred screens either way, a few MB. */
const PAGES_KEPT = 40;
/** More would only queue in the engine behind pages that a fast scroll has left long ago. */
const IN_FLIGHT = 2;

/** Rows of one question, fetched page by page. A new question keeps the old rows in sight until its first answer is there. */
export class PagedSource implements RowSource {
  version = 0;
  columns: readonly string[] = [];
  total: number | null = null;
  stale = true;
  hidden = 0;
  filterProblem: string | null = null;
  /** Why the last question was not answered. */
  failure: string | null = null;

  #fetch: FetchRows | null = null;
  #generation = 0;
  #wanted: readonly number[] = [];
  #sight: readonly (readonly [number, number])[] = [];
  readonly #pages = new PageCache<readonly GridRow[]>(PAGES_KEPT);
  readonly #flying = new Set<number>();
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Asks a new question: other filter, other order, other case. */
  ask(fetch: FetchRows): void {
    this.#fetch = fetch;
    this.#generation += 1;
    this.#flying.clear();
    this.#wanted = [0];
    this.stale = true;
    this.#changed();
    this.#pump();
  }

  rowAt(index: number): GridRow | undefined {
    return this.#pages.peek(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
  }

  want(from: number, to: number): void {
    this.wantAll([[from, to]]);
  }

  /** Several parts in sight at once, as groups have them. */
  wantAll(ranges: readonly (readonly [number, number])[]): void {
    this.#sight = ranges;
    if (this.stale || this.total === null) return;
    const pages = new Set<number>();
    for (const [from, to] of ranges) {
      const last = Math.floor((Math.min(to, this.total) - 1) / PAGE_ROWS);
      for (let page = Math.floor(from / PAGE_ROWS); page <= last; page += 1) pages.add(page);
    }
    for (const page of pages) this.#pages.touch(page);
    this.#wanted = [...pages];
    this.#pump();
  }

  #pump(): void {
    for (const page of this.#wanted) {
      if (this.#flying.size >= IN_FLIGHT) return;
      const known = !this.stale && this.#pages.has(page);
      if (!known && !this.#flying.has(page)) void this.#load(page, this.#generation);
    }
  }

  async #load(page: number, generation: number): Promise<void> {
    const fetch = this.#fetch;
    if (fetch === null) return;
    this.#flying.add(page);
    const answer = await fetch(page * PAGE_ROWS, PAGE_ROWS).catch(
      (error: unknown): Envelope<Rows> => ({
        ok: false,
        error: { code: 'failed', message: error instanceof Error ? error.message : String(error) },
      }),
    );
    // An answer to a question that nobody asks any more.
    if (generation !== this.#generation) return;
    this.#flying.delete(page);
    if (answer.ok) this.#take(page, answer.value);
    else this.#fail(page, answer.error.message);
    this.#changed();
    // What is in sight may not be the page that came: the rows were asked for anew while they were scrolled.
    if (answer.ok) this.wantAll(this.#sight);
  }

  #take(page: number, rows: Rows): void {
    if (this.stale) this.#pages.clear();
    this.stale = false;
    this.failure = null;
    this.columns = rows.columns;
    this.total = rows.total;
    this.hidden = rows.hidden;
    this.filterProblem = rows.filterProblem;
    this.#pages.set(page, rows.rows);
  }

  #fail(page: number, message: string): void {
    this.failure = message;
    this.#wanted = this.#wanted.filter((wanted) => wanted !== page);
    if (!this.stale) return;
    this.stale = false;
    this.total = 0;
    this.#pages.clear();
  }

  #changed(): void {
    this.version += 1;
    for (const listener of this.#listeners) listener();
  }
}
