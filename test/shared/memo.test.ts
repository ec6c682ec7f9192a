import { expect, it } from 'vitest';
import { memo } from '../../shared/memo.ts';

it('computes each answer once, undefined too, until it is full', () => {
  const asked: string[] = [];
  const ask = memo((text) => {
    asked.push(text);
    return text === 'none' ? undefined : text.toUpperCase();
  }, 2);
  expect([ask('a'), ask('a'), ask('none'), ask('none')]).toEqual(['A', 'A', undefined, undefined]);
  expect(asked).toEqual(['a', 'none']);
  expect(ask('b')).toBe('B');
  ask('a');
  expect(asked).toEqual(['a', 'none', 'b', 'a']);
});
