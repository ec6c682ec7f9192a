import { describe, expect, it } from 'vitest';
import { PageCache } from '../../../renderer/features/grid/page-cache.ts';
import { type FetchRows, PagedSource } from '../../../renderer/features/grid/paged-source.ts';

interface Call {
  readonly offset: number;
  readonly answer: (total?: number) => Promise<void>;
  readonly refuse: (message: string) => Promise<void>;
}

/** An engine that answers when the test says so. */
function engine(name: string) {
  const calls: Call[] = [];
  const settle = () => new Promise<void>((resolve) => setTimeout(resolve));
  const fetch: FetchRows = (offset, limit) =>
    new Promise((resolve) => {
      calls.push({
        offset,
        answer: (total = 100_000) => {
          const length = Math.max(0, Math.min(limit, total - offset));
          const rows = Array.from({ length }, (_, at) => ({
            id: `${name}${offset + at}`,
            cells: [offset + at],
          }));
          resolve({ ok: true, value: { columns: ['n'], rows, total, hidden: 7, filterProblem: null } });
          return settle();
        },
        refuse: (message) => {
          resolve({ ok: false, error: { code: 'failed', message } });
          return settle();
        },
      });
    });
  return { fetch, calls };
}

describe('rows in pages', () => {
  it('are asked for where they are looked at, two pages at a time, and each once', async () => {
    const source = new PagedSource();
    const { fetch, calls } = engine('a');
    source.ask(fetch);
    expect(calls.map(({ offset }) => offset)).toEqual([0]);
    await calls[0]?.answer();
    expect(source.total).toBe(100_000);
    expect(source.hidden).toBe(7);
    expect(source.rowAt(199)?.id).toBe('a199');
    expect(source.rowAt(200)).toBeUndefined();
    source.want(50_000, 50_900);
    source.want(50_000, 50_900);
    expect(calls.map(({ offset }) => offset)).toEqual([0, 50_000, 50_200]);
    await calls[1]?.answer();
    expect(calls.length).toBe(4);
    expect(source.rowAt(50_001)?.id).toBe('a50001');
    source.want(50_000, 50_010);
    expect(calls.length).toBe(4);
  });

  it('of a fast scroll are only those where it ends', async () => {
    const source = new PagedSource();
    const { fetch, calls } = engine('a');
    source.ask(fetch);
    await calls[0]?.answer();
    for (let at = 1_000; at <= 90_000; at += 1_000) source.want(at, at + 40);
    expect(calls.length).toBe(3);
    await calls[1]?.answer();
    expect(calls.at(-1)?.offset).toBe(90_000);
  });

  it('stay in sight until a new question is answered, and late answers to the old one are dropped', async () => {
    const source = new PagedSource();
    const first = engine('a');
    source.ask(first.fetch);
    await first.calls[0]?.answer();
    source.want(400, 440);
    const second = engine('b');
    source.ask(second.fetch);
    expect(source.stale).toBe(true);
    expect(source.rowAt(0)?.id).toBe('a0');
    await first.calls[1]?.answer();
    expect(source.rowAt(400)).toBeUndefined();
    await second.calls[0]?.answer();
    expect(source.stale).toBe(false);
    expect(source.rowAt(0)?.id).toBe('b0');
    expect(second.calls.map(({ offset }) => offset)).toEqual([0, 400]);
  });

  it('that cannot be read say why, and a later question is answered', async () => {
    const source = new PagedSource();
    const first = engine('a');
    source.ask(first.fetch);
    await first.calls[0]?.refuse('the engine stopped');
    expect([source.failure, source.total, source.stale]).toEqual(['the engine stopped', 0, false]);
    const second = engine('b');
    source.ask(second.fetch);
    await second.calls[0]?.answer(3);
    expect([source.failure, source.total]).toEqual([null, 3]);
  });

  it('are forgotten, the longest unused first', () => {
    const cache = new PageCache<string>(2);
    cache.set(1, 'a');
    cache.set(2, 'b');
    cache.touch(1);
    cache.set(3, 'c');
    expect([cache.has(1), cache.has(2), cache.has(3), cache.size]).toEqual([true, false, true, 2]);
  });
});
