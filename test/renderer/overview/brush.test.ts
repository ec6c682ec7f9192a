import { describe, expect, it } from 'vitest';
import {
  edgesOfRange,
  edgeTime,
  moveEdge,
  rangeOfEdges,
} from '../../../renderer/features/overview/timeline-scale.ts';
import { lengthText, parseSecond, rangeOf, rangeText } from '../../../renderer/ui/time-range.ts';
import { timeRangeSchema } from '../../../shared/ipc/contract.ts';

const START = Date.parse('2024-03-02T00:00:00Z');
/** Ten bins of an hour. */
const TIMELINE = {
  from: '2024-03-02T00:00:00.000Z',
  to: '2024-03-02T10:00:00.000Z',
  bins: Array.from({ length: 10 }, (_, at) => ({
    from: new Date(START + at * 3_600_000).toISOString(),
    count: at,
    worst: null,
  })),
};

describe('the brush', () => {
  it('takes whole bins, whichever way it is drawn', () => {
    const range = { from: '2024-03-02T02:00:00Z', to: '2024-03-02T05:00:00Z' };
    expect(rangeOfEdges(TIMELINE, 2, 5)).toEqual(range);
    expect(rangeOfEdges(TIMELINE, 5, 2)).toEqual(range);
    expect(edgesOfRange(TIMELINE, range)).toEqual([2, 5]);
  });

  it('is no range over all of it', () => {
    expect(rangeOfEdges(TIMELINE, 0, 10)).toBeNull();
    expect(edgesOfRange(TIMELINE, null)).toEqual([0, 10]);
    expect(new Date(edgeTime(TIMELINE, 10)).toISOString()).toBe('2024-03-02T10:00:00.000Z');
  });

  it('shows a time that was typed where it lies, and within the chart', () => {
    expect(edgesOfRange(TIMELINE, { from: '2024-03-02T01:30:00Z', to: '2024-03-02T01:45:00Z' })).toEqual([
      1.5, 1.75,
    ]);
    expect(edgesOfRange(TIMELINE, { from: '2020-01-01T00:00:00Z', to: '2030-01-01T00:00:00Z' })).toEqual([
      0, 10,
    ]);
  });

  it('moves by keys to the next edge, and not past its other end', () => {
    const bounds = { low: 0, high: 9 };
    expect(moveEdge('ArrowRight', false, 1.5, bounds)).toBe(2);
    expect(moveEdge('ArrowLeft', false, 1.5, bounds)).toBe(1);
    expect(moveEdge('ArrowRight', true, 0, bounds)).toBe(8);
    expect(moveEdge('ArrowRight', true, 8, bounds)).toBe(9);
    expect(moveEdge('ArrowRight', false, 2.999, bounds)).toBe(4);
    expect(moveEdge('ArrowLeft', false, 3.001, bounds)).toBe(2);
    expect(moveEdge('Home', false, 5, bounds)).toBe(0);
    expect(moveEdge('End', false, 5, bounds)).toBe(9);
    expect(moveEdge('x', false, 5, bounds)).toBeNull();
  });
});

describe('a time in words', () => {
  it('is whole seconds around two moments', () => {
    const range = rangeOf(Date.parse('2024-03-02T01:00:00.900Z'), Date.parse('2024-03-02T00:59:59.100Z'));
    expect(range).toEqual({ from: '2024-03-02T00:59:59Z', to: '2024-03-02T01:00:01Z' });
    expect(timeRangeSchema.safeParse(range).success).toBe(true);
    const moment = rangeOf(START, START);
    expect(Date.parse(moment.to) - Date.parse(moment.from)).toBe(1_000);
  });

  it('says its length by its two largest units', () => {
    const length = (to: string) => lengthText({ from: '2024-03-02T00:00:00Z', to });
    expect(length('2024-03-02T00:00:01Z')).toBe('1 second');
    expect(length('2024-03-02T01:15:30Z')).toBe('1 hour 15 minutes');
    expect(length('2024-03-12T00:00:30Z')).toBe('10 days');
    expect(rangeText({ from: '2024-03-02T00:00:00Z', to: '2024-03-02T00:02:00Z' })).toBe(
      '2024-03-02 00:00:00 to 2024-03-02 00:02:00 UTC, 2 minutes',
    );
  });

  it.each([
    ['2024-03-02', '2024-03-02T00:00:00Z'],
    [' 2024-03-02 23:41 ', '2024-03-02T23:41:00Z'],
    ['2024-03-02T23:41:09Z', '2024-03-02T23:41:09Z'],
    ['2024-03-02 23:41:09.5520000 UTC', '2024-03-02T23:41:09Z'],
    ['2024-02-30', null],
    ['2024-03-02 25:00', null],
    ['yesterday', null],
    ['', null],
  ])('is read from %j', (typed, second) => {
    expect(parseSecond(typed)).toBe(second);
  });
});
