import { describe, expect, it } from 'vitest';
import { parseLayout } from '../../../renderer/features/grid/grid-layouts.ts';
import { groupMove } from '../../../renderer/features/grid/group-keys.ts';
import { groupOrder } from '../../../renderer/features/grid/group-order.ts';
import { GroupedSource } from '../../../renderer/features/grid/grouped-source.ts';
import { PagedSource } from '../../../renderer/features/grid/paged-source.ts';
import type { Groups } from '../../../shared/ipc/contract.ts';

const group = (value: string | null, count: number) => ({ value, count, worst: null });
const settled = () => new Promise((done) => setTimeout(done, 0));

/** Rows named by their place among all of them; says which pages were asked for. */
async function source(groups: Groups, open: readonly string[] = []) {
  const total = groups.groups.reduce((sum, { count }) => sum + count, groups.rest);
  const asked: number[] = [];
  const rows = new PagedSource();
  rows.ask(async (offset, limit) => {
    asked.push(offset);
    const length = Math.max(0, Math.min(limit, total - offset));
    const page = Array.from({ length }, (_, at) => ({ id: `row${offset + at}`, cells: [] }));
    return { ok: true, value: { columns: [], rows: page, total, hidden: 0, filterProblem: null } };
  });
  await settled();
  const grouped = new GroupedSource(rows, new Set(open));
  grouped.setGroups(groups);
  return { grouped, asked };
}
const lines = (source: GroupedSource) =>
  Array.from({ length: source.total ?? 0 }, (_, at) => {
    const heading = source.groupAt(at);
    return heading === undefined ? (source.rowAt(at)?.id ?? '…') : `${heading.value} ${heading.count}`;
  });

describe('grouped rows', () => {
  const THREE: Groups = { groups: [group('auto', 2), group('demand', 3), group(null, 1)], rest: 0 };

  it('are headings alone until one is opened, and its own rows then', async () => {
    const { grouped } = await source(THREE);
    expect(lines(grouped)).toEqual(['auto 2', 'demand 3', 'null 1']);
    grouped.toggle(1);
    expect(lines(grouped)).toEqual(['auto 2', 'demand 3', 'row2', 'row3', 'row4', 'null 1']);
    expect(grouped.groupAt(1)).toMatchObject({ open: true, at: 2, of: 3 });
    expect([2, 3, 4].map((line) => grouped.headingOf(line))).toEqual([1, 1, 1]);
    grouped.toggle(1);
    expect(grouped.total).toBe(3);
    grouped.setAll(true);
    expect(grouped.total).toBe(9);
    expect(grouped.rowAt(8)?.id).toBe('row5');
    expect(grouped.rowAt(9)).toBeUndefined();
    expect(grouped.groupAt(-1)).toBeUndefined();
  });

  it('stay open by their value when the rows change', async () => {
    const { grouped } = await source(THREE, ['is:demand']);
    grouped.expect();
    expect(grouped.stale).toBe(true);
    grouped.setGroups({ groups: [group('demand', 1)], rest: 0 });
    expect(grouped.stale).toBe(false);
    expect(lines(grouped)).toEqual(['demand 1', 'row0']);
  });

  it('tell no value from a text that says so', async () => {
    const { grouped } = await source({ groups: [group('nothing', 1), group(null, 1)], rest: 0 }, ['nothing']);
    expect([grouped.groupAt(0)?.open, grouped.groupAt(1)?.open]).toEqual([false, true]);
  });

  it('ask for what is in sight alone, over groups that are closed', async () => {
    const groups = { groups: [group('a', 10), group('b', 100_000), group('c', 10)], rest: 5 };
    const { grouped, asked } = await source(groups, ['is:a', 'is:c']);
    expect(asked).toEqual([0]);
    grouped.want(0, 30);
    await settled();
    await settled();
    // Row 100,010 is the first of c.
    expect(asked).toEqual([0, 100_000]);
    expect(grouped.rowAt(13)?.id).toBe('row100010');
    expect(grouped.groupAt(23)).toMatchObject({ count: 5, value: '(further values)' });
  });
});

describe('keys of a tree grid', () => {
  it('open, close, enter and leave a group', async () => {
    const { grouped } = await source({ groups: [group('a', 2), group('b', 2)], rest: 0 }, ['is:b']);
    const at = (row: number, column: number, key: string) => groupMove(grouped, { row, column }, key);
    expect(at(0, 0, 'ArrowRight')).toEqual({ kind: 'toggle' });
    expect(at(1, 0, 'ArrowRight')).toEqual({ kind: 'go', to: { row: 2, column: 0 } });
    expect(at(1, 0, 'ArrowLeft')).toEqual({ kind: 'toggle' });
    expect(at(0, 0, 'ArrowLeft')).toEqual({ kind: 'go', to: { row: 0, column: 0 } });
    expect(at(1, 0, 'Enter')).toEqual({ kind: 'toggle' });
    expect(at(3, 0, 'ArrowLeft')).toEqual({ kind: 'go', to: { row: 1, column: 0 } });
    expect(at(3, 2, 'ArrowLeft')).toBeNull();
    expect(at(3, 0, 'Enter')).toBeNull();
    expect(at(1, 0, 'ArrowDown')).toBeNull();
    expect(at(-1, 0, 'ArrowLeft')).toBeNull();
  });
});

describe('the order of groups', () => {
  it('comes before the order of rows, and no column comes twice', () => {
    const by = (column: string, descending = false) => ({ column, descending });
    expect(groupOrder('kind', [by('name')])).toEqual([by('kind'), by('name')]);
    expect(groupOrder('level', [by('name')])).toEqual([by('level', true), by('name')]);
    expect(groupOrder('level', [by('name'), by('level')])).toEqual([by('level'), by('name')]);
    expect(groupOrder('kind', [by('a'), by('b'), by('c'), by('d')])).toHaveLength(4);
  });

  it('is remembered with the columns', () => {
    expect(parseLayout('{"group":"kind"}').group).toBe('kind');
    expect(parseLayout('{"group":7}').group).toBeNull();
    expect(parseLayout('{"order":[]}').group).toBeNull();
  });
});
