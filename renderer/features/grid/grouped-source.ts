import type { Groups } from '../../../shared/ipc/contract.ts';
import type { Level } from '../../../shared/level.ts';
import type { PagedSource } from './paged-source.ts';
import type { GridGroup, GridRow, RowSource } from './row-source.ts';

interface Segment {
  readonly group: GridGroup;
  /** Line of its heading among those that can be seen. */
  readonly line: number;
  /** Place of its first row among all rows. */
  readonly start: number;
}

/** Rows of one question below a heading for each group; of closed groups only the heading. Rows come sorted by the group already. */
export class GroupedSource implements RowSource {
  /** No groups are known yet, or those of the question before. */
  pending = true;

  readonly #rows: PagedSource;
  readonly #open: Set<string>;
  #groups: Groups | null = null;
  #segments: readonly Segment[] = [];
  #lines = 0;
  #version = 0;
  #sight: readonly [number, number] = [0, 0];
  readonly #listeners = new Set<() => void>();

  /** `open`: keys of the groups that are unfolded; it is kept up to date. */
  constructor(rows: PagedSource, open: Set<string>) {
    this.#rows = rows;
    this.#open = open;
  }

  get version(): number {
    return this.#version + this.#rows.version;
  }
  get columns(): readonly string[] {
    return this.#rows.columns;
  }
  get total(): number | null {
    return this.#groups === null ? null : this.#lines;
  }
  get stale(): boolean {
    return this.pending || this.#rows.stale;
  }
  get groups(): number {
    return this.#segments.length;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    const end = this.#rows.subscribe(listener);
    return () => {
      this.#listeners.delete(listener);
      end();
    };
  };

  /** Other groups are under way; those of before stay in sight until then. */
  expect(): void {
    this.pending = true;
    this.#arrange();
  }

  setGroups(groups: Groups): void {
    this.pending = false;
    this.#groups = groups;
    this.#arrange();
  }

  rowAt(line: number): GridRow | undefined {
    const segment = this.#segmentAt(line);
    if (segment === undefined || line === segment.line) return undefined;
    return this.#rows.rowAt(segment.start + line - segment.line - 1);
  }

  groupAt(line: number): GridGroup | undefined {
    const segment = this.#segmentAt(line);
    return segment?.line === line ? segment.group : undefined;
  }

  headingOf(line: number): number {
    return this.#segmentAt(line)?.line ?? line;
  }

  toggle(line: number): void {
    const group = this.groupAt(line);
    if (group === undefined) return;
    if (!this.#open.delete(group.key)) this.#open.add(group.key);
    this.#arrange();
  }

  /** Unfolds or folds all. */
  setAll(open: boolean): void {
    this.#open.clear();
    if (open) for (const { group } of this.#segments) this.#open.add(group.key);
    this.#arrange();
  }

  want(from: number, to: number): void {
    this.#sight = [from, to];
    const ranges = this.#segments.flatMap(({ group, line, start }): [number, number][] => {
      if (!group.open || line >= to || line + group.count < from) return [];
      const first = Math.max(0, from - line - 1);
      const end = Math.min(group.count, to - line - 1);
      return end > first ? [[start + first, start + end]] : [];
    });
    this.#rows.wantAll(ranges);
  }

  #arrange(): void {
    const { groups = [], rest = 0 } = this.#groups ?? {};
    const all: readonly { value: string | number | null; count: number; worst: Level | null; key: string }[] =
      [
        ...groups.map((group) => ({ ...group, key: keyOf(group.value) })),
        ...(rest === 0 ? [] : [{ value: '(further values)', count: rest, worst: null, key: 'rest' }]),
      ];
    let line = 0;
    let start = 0;
    this.#segments = all.map(({ value, count, worst, key }, at) => {
      const open = this.#open.has(key);
      const segment = { group: { key, value, count, worst, open, at: at + 1, of: all.length }, line, start };
      line += 1 + (open ? count : 0);
      start += count;
      return segment;
    });
    this.#lines = line;
    this.#version += 1;
    this.want(...this.#sight);
    for (const listener of this.#listeners) listener();
  }

  #segmentAt(line: number): Segment | undefined {
    if (line < 0 || line >= this.#lines) return undefined;
    let low = 0;
    let high = this.#segments.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#segments[middle]?.line ?? 0) <= line) low = middle;
      else high = middle - 1;
    }
    return this.#segments[low];
  }
}

/** Nothing, and a text that says so, are not the same. */
function keyOf(value: string | number | null): string {
  return value === null ? 'nothing' : `is:${value}`;
}
