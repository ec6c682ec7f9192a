import { describe, expect, it } from 'vitest';
import { coveredTime, isCoveredTime } from '../../shared/covered-time.ts';

describe('the time that a log covers', () => {
  it('is told in words that are no gap', () => {
    const words = coveredTime('2024-05-01T10:00:00.0000000Z', '2024-05-02T10:00:00Z');
    expect(words).toBe('covers 2024-05-01T10:00:00.0000000Z to 2024-05-02T10:00:00Z');
    expect(isCoveredTime(words ?? '')).toBe(true);
  });

  it('is nothing without a time', () => {
    expect(coveredTime(null, null)).toBeNull();
  });

  it.each(['there are more logs than are read', 'covers nothing', ''])('%j is a gap', (reason) => {
    expect(isCoveredTime(reason)).toBe(false);
  });
});
