import { describe, expect, it } from 'vitest';
import { worstOf } from '../../../renderer/features/overview/worst-of.ts';

const GROUPS = [
  { value: 'T1036', count: 3, worst: 'low' },
  { value: 'T1543.003 T1036', count: 1, worst: 'critical' },
  { value: 'T1562.001', count: 1, worst: 'informational' },
  { value: null, count: 1, worst: 'high' },
] as const;

describe('the heat of a technique', () => {
  it('is the worst of its findings, and of those of its sub-techniques', () => {
    const heat = ['T1036', 'T1543', 'T1543.003', 'T1562', 'T1562.002', 'T15'].map((id) =>
      worstOf([...GROUPS], id),
    );
    expect(heat).toEqual(['critical', 'critical', 'critical', 'informational', null, null]);
  });
});
